using System.Text;
using LmmCl.Data.Published.Sets;

namespace LmmCl.Host.CommandLine.DataCommands;

/// <summary>The entry of a converted data set in a YAML of skills and benchmarks.</summary>
internal static class SetEntry
{
    public static string Of(PublishedSet set, string folder)
    {
        var root = folder.Replace('\\', '/').TrimEnd('/');
        var text = new StringBuilder($"  - id: {set.Name}\n");
        if (set.IsSkill)
        {
            text.Append($"    train: {root}/{PublishedSplit.Train}.jsonl\n");
        }

        text.Append($"    test: {root}/{PublishedSplit.Test}.jsonl\n");
        return text.Append($"    scorer: {set.Scorer}\n    answer_form: {set.AnswerForm}").ToString();
    }
}
