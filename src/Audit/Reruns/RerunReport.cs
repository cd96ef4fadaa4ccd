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

    /// <summary>
    /// True if the auditor accepts results within the tolerance. By default they establish nothing: the record itself says that it ran
    /// under other conditions.
    /// </summary>
    public bool AcceptsTolerance { get; init; }

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

    /// <summary>The verdict: a difference outranks what could not be compared.</summary>
    public AuditVerdict Verdict =>
        Findings.Count > 0 ? AuditVerdict.Different
        : NotEstablished.Count > 0 ? AuditVerdict.NotEstablished
        : AuditVerdict.Equal;

    /// <summary>Differences that are not acceptable; the first is where the two runs diverge.</summary>
    public IReadOnlyList<AuditFinding> Findings =>
        [.. Parts.Where(part => !part.IsEqual && !Excuses(part)).Select(part => At(part, $"{part.First}."))];

    /// <summary>The parts that the rerun neither confirms nor refutes.</summary>
    public IReadOnlyList<AuditFinding> NotEstablished =>
    [
        .. Notes.Select(note => new AuditFinding($"stage {Stage}", note)),
        .. Parts.Where(part => !part.IsEqual && Excuses(part) && !AcceptsTolerance)
            .Select(part => At(part, $"{part.First}. Other conditions explain it.")),
    ];

    /// <summary>Prints a readable report.</summary>
    public AuditVerdict Write(TextWriter output)
    {
        OtherConditions.ToList().ForEach(condition => output.WriteLine($"  not as recorded: {condition}"));
        foreach (var part in Parts)
        {
            output.WriteLine($"  {part}");
            Details(part).ToList().ForEach(line => output.WriteLine($"    {line}"));
        }

        NotEstablished.ToList().ForEach(finding => output.WriteLine($"NOT ESTABLISHED {finding}"));
        Findings.ToList().ForEach(finding => output.WriteLine($"WRONG {finding}"));
        output.WriteLine(Conclusion());
        return Verdict;
    }

    /// <summary>The full report as JSON, numbers unrounded.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, json);

    /// <summary>
    /// True if other conditions can explain the difference. With the same weights, different answers are not excused.
    /// </summary>
    private bool Excuses(ComparedPart part) =>
        OtherConditions.Count > 0 && Tolerance > 0 && part.IsWithin && (IsOfTraining(part) || !GaveTheSameWeights());

    private bool GaveTheSameWeights() =>
        Parts.Any(part => part is { What: CheckpointComparison.What, Compared: > 0 })
        && Parts.Where(IsOfTraining).All(part => part.IsEqual);

    private static bool IsOfTraining(ComparedPart part) =>
        part.What is not (AnswerComparison.What or AnswerComparison.Files or AnswerComparison.Scores or ProbeComparison.What);

    private AuditFinding At(ComparedPart part, string problem) => new($"stage {Stage}, {part.What}", problem);

    private string Conclusion() => (Verdict, IsEqual) switch
    {
        (AuditVerdict.Different, _) => $"{Findings.Count} wrong.",
        (AuditVerdict.Equal, true) => $"Stage {Stage} of '{Experiment}', executed again, is equal to the bit.",
        (AuditVerdict.NotEstablished, true) =>
            $"Stage {Stage} of '{Experiment}', executed again, is equal to the bit in all that was compared; "
            + $"{NotEstablished.Count} not established.",
        (AuditVerdict.NotEstablished, false) =>
            $"Stage {Stage} of '{Experiment}', executed again elsewhere, is within {Share(Tolerance)} of its record; that does not "
            + $"establish it. '--tolerance {Share(Tolerance)}' accepts it as weaker evidence.",
        _ => $"Stage {Stage} of '{Experiment}', executed again elsewhere, is within the tolerance of {Share(Tolerance)}: weaker than "
            + "equality.",
    };

    private static string Share(double tolerance) => tolerance.ToString(CultureInfo.InvariantCulture);

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
