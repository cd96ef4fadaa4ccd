using System.Globalization;
using System.Text.Json;
using LmmCl.Evaluation;

namespace LmmCl.Audit.Reruns;

/// <summary>The comparison of a rerun stage with its record.</summary>
internal sealed record RerunReport
{
    private static readonly JsonSerializerOptions json = new(Reports.Formats.JsonFormat.Options)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>Number of the stage.</summary>
    public required int Stage { get; init; }

    /// <summary>Differences from the recorded conditions; empty if results must be bitwise equal.</summary>
    public required IReadOnlyList<string> OtherConditions { get; init; }

    /// <summary>Largest acceptable relative difference under other conditions.</summary>
    public required double Tolerance { get; init; }

    /// <summary>The results compared, in the order in which a stage produces them.</summary>
    public required IReadOnlyList<ComparedPart> Parts { get; init; }

    /// <summary>The loss differences; null for a stage without training.</summary>
    public LossDifference? Losses { get; init; }

    /// <summary>The tensor differences, by role.</summary>
    public IReadOnlyList<RoleDifference> Roles { get; init; } = [];

    /// <summary>The answer differences, by benchmark.</summary>
    public IReadOnlyList<BenchmarkDifference> Benchmarks { get; init; } = [];

    /// <summary>Items that could not be compared.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>True if all results are bitwise equal.</summary>
    public bool IsEqual => Parts.All(part => part.IsEqual);

    /// <summary>Differences that are not acceptable; the first is where the two runs diverge.</summary>
    public IReadOnlyList<AuditFinding> Findings =>
    [
        .. Parts.Where(part => !part.IsEqual && (OtherConditions.Count == 0 || Tolerance == 0 || !part.IsWithin))
            .Select(part => new AuditFinding($"stage {Stage}, {part.What}", $"{part.First}.")),
    ];

    /// <summary>Prints a readable report; true if there are no findings.</summary>
    public bool Write(TextWriter output)
    {
        OtherConditions.ToList().ForEach(condition => output.WriteLine($"  not as recorded: {condition}"));
        foreach (var part in Parts)
        {
            output.WriteLine($"  {part}");
            Details(part).ToList().ForEach(line => output.WriteLine($"    {line}"));
        }

        Notes.ToList().ForEach(note => output.WriteLine($"  note: {note}"));
        Findings.ToList().ForEach(finding => output.WriteLine($"WRONG {finding}"));
        output.WriteLine(Verdict());
        return Findings.Count == 0;
    }

    /// <summary>The full report as JSON, numbers unrounded.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, json);

    private string Verdict() => (IsEqual, Findings.Count) switch
    {
        (true, _) => $"Stage {Stage} of '{Experiment}', executed again, is equal to the bit.",
        (_, 0) => string.Create(
            CultureInfo.InvariantCulture,
            $"Stage {Stage} of '{Experiment}', executed again elsewhere, is within the tolerance of {Tolerance}."),
        (_, var count) => $"{count} wrong.",
    };

    private IEnumerable<string> Details(ComparedPart part) => part switch
    {
        { IsEqual: true } => [],
        { What: TrainingComparison.What } when Losses is { FirstStep: { } step } =>
            [$"losses part at step {step}, by up to {Say(Losses.Largest)} (relative {Say(Losses.Relative)})"],
        { What: CheckpointComparison.What } => Roles.Where(role => role.Different > 0).Select(role =>
            $"{role.Role}: {role.Different} of {role.Tensors} differ, by up to {Say(role.Absolute)} (relative {Say(role.Relative)})"),
        { What: AnswerComparison.What } => Benchmarks.Where(benchmark => benchmark.Different != 0).Select(benchmark =>
            $"{benchmark.Benchmark}: {benchmark.Different?.ToString(CultureInfo.InvariantCulture) ?? "?"} of {benchmark.Samples} differ; "
            + $"{Figures.Percent(benchmark.Recorded)} was recorded, it is {Figures.Percent(benchmark.Again)}"),
        _ => [],
    };

    private static string Say(double difference) => difference.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
