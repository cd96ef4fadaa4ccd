using System.Text;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld;

/// <summary>Writes the world as skills and benchmarks in YAML, in the format of user-defined worlds.</summary>
internal static class WorldYaml
{
    public static string Text()
    {
        var text = new StringBuilder();
        text.Append("skills:\n");
        foreach (var task in TinyWorldTasks.Skills)
        {
            text.Append($"  - id: {task.Id}\n    train: {task.Id}/train.json\n");
            Evaluation(text, task);
        }

        text.Append("benchmarks:\n");
        foreach (var task in TinyWorldTasks.Benchmarks)
        {
            text.Append($"  - id: {task.Id}\n");
            Evaluation(text, task);
        }

        return text.ToString();
    }

    private static void Evaluation(StringBuilder text, ITinyTask task) => text.Append(
        $"    images: .\n    test: {task.Id}/test.json\n    scorer: {task.Scorer}\n"
        + $"    answer_form: {task.AnswerForm}\n    max_new_tokens: {task.MaxNewTokens}\n");
}
