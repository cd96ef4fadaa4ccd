using LmmCl.Abstractions;

namespace LmmCl.Data.Checks;

/// <summary>Something wrong with a data file.</summary>
/// <param name="Place">File, line and field.</param>
/// <param name="Problem">What is wrong, and the fix where one is known.</param>
public sealed record Finding(string Place, string Problem)
{
    internal static Finding Of(InputException error) =>
        new(error.Place, error.Fix is null ? error.Problem : $"{error.Problem} {error.Fix}");

    /// <summary>Place and problem in one line.</summary>
    public override string ToString() => $"{Place}: {Problem}";
}
