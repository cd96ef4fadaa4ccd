using System.Globalization;
using LmmCl.Events;

namespace LmmCl.Reports.History;

/// <summary>Counts of records that a stage did not train on as they are, in words.</summary>
internal static class ReducedData
{
    /// <summary>Returns, for example, <c>of 40 records, 3 were cut to 512 tokens and 1 was skipped as bad</c>.</summary>
    internal static string Say(TrainingDataReduced reduced)
    {
        var limit = reduced.MaxLength is { } tokens ? $" to {Number(tokens)} tokens" : "";
        string[] parts =
        [
            .. Part(reduced.Cut, $"cut{limit}"),
            .. Part(reduced.Dropped, "left out as too long"),
            .. Part(reduced.Skipped, "skipped as bad"),
        ];
        return $"of {Number(reduced.Records + reduced.Skipped)} records, {string.Join(" and ", parts)}";
    }

    private static string[] Part(long count, string what) =>
        count == 0 ? [] : [$"{Number(count)} {(count == 1 ? "was" : "were")} {what}"];

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
