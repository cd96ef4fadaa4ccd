using LmmCl.Abstractions;

namespace LmmCl.Data.Checks;

/// <summary>A problem in a data file.</summary>
/// <param name="Place">File, line and field.</param>
/// <param name="Problem">Description of the problem, with the fix if one is known.</param>
public sealed record Finding(string Place, string Problem)
{
    internal static Finding Of(InputException error) =>
        new(error.Place, error.Fix is null ? error.Problem : $"{error.Problem} {error.Fix}");

    /// <summary>Returns place and problem in one line.</summary>
    public override string ToString() => $"{Place}: {Problem}";
}
