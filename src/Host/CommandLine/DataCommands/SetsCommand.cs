using System.CommandLine;
using System.Globalization;
using LmmCl.Data.Published.Sets;

namespace LmmCl.Host.CommandLine.DataCommands;

/// <summary><c>lmmcl data sets</c>: lists the data sets that can be converted.</summary>
internal static class SetsCommand
{
    public static Command Create()
    {
        var command = new Command("sets", "List the data sets that 'data fetch' and 'data convert' know.");
        command.SetAction(_ =>
        {
            foreach (var set in PublishedSets.All)
            {
                Console.WriteLine($"{set.Name,-14} {(set.IsSkill ? "skill" : "benchmark"),-10} {set.Summary}; scorer {set.Scorer}");
                foreach (var split in set.Splits)
                {
                    var count = split.Records is { } records ? string.Create(CultureInfo.InvariantCulture, $", {records:N0} records") : "";
                    Console.WriteLine($"    {split.Name,-6} {Origin(set, split)}{count}");
                }
            }

            return 0;
        });
        return command;
    }

    private static string Origin(PublishedSet set, PublishedSplit split) => set.RepositoryOf(split) is { } repository
        ? $"{repository}, {(set.Folder is { } folder ? $"{folder}/" : "")}{split.Published}"
        : set.Files is [var file, ..] ? file.Address : "rows of the same form; not published";
}
