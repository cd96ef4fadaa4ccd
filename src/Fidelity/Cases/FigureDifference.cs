using System.Globalization;

namespace LmmCl.Fidelity.Cases;

/// <summary>Compares values, either of which may be missing, to within 1e-9 absolute.</summary>
internal static class FigureDifference
{
    private const double Tolerance = 1e-9;

    public const string Stated = "1e-9 absolute";

    /// <summary>Passes if both are missing, or both are present and close.</summary>
    public static GoldenOutcome Of(string what, double? expected, double? found) => (expected, found) switch
    {
        (null, null) => GoldenOutcome.Exact,
        ({ } wanted, { } got) =>
            GoldenOutcome.Within(Math.Abs(wanted - got), Tolerance, $"{what}: expected {Written(wanted)}, found {Written(got)}"),
        _ => new GoldenOutcome(Verdict.Failed, double.NaN, $"{what}: expected {Written(expected)}, found {Written(found)}"),
    };

    private static string Written(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "none";
}
