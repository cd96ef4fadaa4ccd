namespace LmmCl.Fidelity.Cases;

/// <summary>The verdict on a golden case.</summary>
public enum Verdict
{
    /// <summary>Within the tolerance.</summary>
    Passed,

    /// <summary>Outside the tolerance, or an exception was thrown.</summary>
    Failed,

    /// <summary>The kind of case is not supported by this version. Printed, never counted as passed.</summary>
    NotCovered,
}

/// <summary>The result of one case: the largest difference, and a message unless it passed.</summary>
public sealed record GoldenOutcome(Verdict Verdict, double Difference = 0, string? Message = null)
{
    /// <summary>Exactly equal.</summary>
    public static GoldenOutcome Exact { get; } = new(Verdict.Passed);

    /// <summary>Passes if <paramref name="difference"/> is at most <paramref name="tolerance"/> (NaN fails).</summary>
    public static GoldenOutcome Within(double difference, double tolerance, string what) =>
        difference <= tolerance
            ? new(Verdict.Passed, difference)
            : new(Verdict.Failed, difference, $"{what}: differs by {difference:G6}, allowed {tolerance:G6}");

    /// <summary>Passes if <paramref name="equal"/>; the message gives the expected and the actual value.</summary>
    public static GoldenOutcome Equal(bool equal, Func<string> message) => equal ? Exact : new(Verdict.Failed, double.NaN, message());

    /// <summary>Combines several outcomes: the worst verdict, the largest difference, the first message.</summary>
    public static GoldenOutcome All(IEnumerable<GoldenOutcome> outcomes)
    {
        var list = outcomes.ToList();
        var worst = list.FirstOrDefault(outcome => outcome.Verdict == Verdict.Failed) ?? list.FirstOrDefault(
            outcome => outcome.Verdict == Verdict.NotCovered);
        return new(worst?.Verdict ?? Verdict.Passed, list.Select(outcome => outcome.Difference).DefaultIfEmpty().Max(), worst?.Message);
    }
}

/// <summary>One case of a suite, read from its files but not yet run.</summary>
/// <param name="Group">Row of the report, such as <c>images/resize</c> or <c>labels/collate</c>.</param>
/// <param name="Name">The case's name.</param>
/// <param name="Tolerance">The suite's tolerance as text, for the report.</param>
/// <param name="Check">Runs the case.</param>
public sealed record GoldenCase(string Group, string Name, string Tolerance, Func<GoldenOutcome> Check)
{
    /// <summary>A case of a kind unknown to this version.</summary>
    public static GoldenCase NotCovered(string group, string name, string why) =>
        new(group, name, "-", () => new GoldenOutcome(Verdict.NotCovered, 0, why));
}
