using LmmCl.Abstractions;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Checks;

/// <summary>A problem in a data file.</summary>
/// <param name="Place">File, line and field.</param>
/// <param name="Problem">Description of the problem, with the fix if one is known.</param>
/// <param name="Fix">Suggested fix, which the problem's text ends with as well; null if it has none.</param>
public sealed record Finding(string Place, string Problem, string? Fix = null)
{
    /// <summary>True if this is only a note: the data is usable as it is.</summary>
    public bool IsNote { get; init; }

    /// <summary>File and position of the record; null if the finding does not concern a single record.</summary>
    public (string File, int Index)? Record { get; init; }

    internal static Finding Of(LlavaComplaint complaint) => Of(complaint.AsError()) with
    {
        IsNote = complaint.IsNote,
        Record = (complaint.Place.File, complaint.Place.Index),
    };

    internal static Finding Of(InputException error) =>
        new(error.Place, error.Fix is null ? error.Problem : $"{error.Problem} {error.Fix}", error.Fix);

    /// <summary>Returns place and problem in one line.</summary>
    public override string ToString() => IsNote ? $"note: {Place}: {Problem}" : $"{Place}: {Problem}";
}
