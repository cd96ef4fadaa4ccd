using LmmCl.Abstractions;
using LmmCl.Data.Published.Sets;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Conversion;

/// <summary>Chooses the form of a published file by its columns.</summary>
internal static class LayoutChoice
{
    /// <summary>Returns the first layout whose columns the file has.</summary>
    /// <exception cref="InputException">The file has the columns of none; the message names those missing and what comes near.</exception>
    public static Layout Of(PublishedSet set, ITable table)
    {
        if (set.Layouts.FirstOrDefault(layout => layout.Required.All(table.Columns.Contains)) is { } fitting)
        {
            return fitting;
        }

        var nearest = set.Layouts.MinBy(layout => layout.Required.Count(name => !table.Columns.Contains(name)))!;
        var missing = nearest.Required.Where(name => !table.Columns.Contains(name)).ToList();
        var suggestion = NearMatches.Suggest(missing[0], table.Columns);
        var there = suggestion.StartsWith("Did", StringComparison.Ordinal) ? suggestion : $"It has: {string.Join(", ", table.Columns)}.";
        throw new InputException(
            table.File,
            $"{(missing.Count == 1 ? "the column" : "the columns")} {string.Join(", ", missing.Select(name => $"'{name}'"))} of {set.Name} "
            + $"{(missing.Count == 1 ? "is" : "are")} missing.",
            there);
    }
}
