using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Reruns;

/// <summary>Compares all results of a stage with those of its rerun.</summary>
/// <param name="recordedRoot">The run folder.</param>
/// <param name="againRoot">The run folder of the rerun.</param>
/// <param name="tolerance">Largest acceptable relative difference under other conditions.</param>
/// <param name="acceptsTolerance">True if the auditor accepts results within the tolerance.</param>
internal sealed class StageComparison(string recordedRoot, string againRoot, double tolerance, bool acceptsTolerance)
{
    /// <summary>Compares the results in the order in which a stage produces them.</summary>
    public RerunReport Compare(
        string experiment, StageId stage, StageRecord recorded, StageRecord again, IReadOnlyList<string> otherConditions)
    {
        var checkpoints = new CheckpointComparison(recordedRoot, againRoot, RolesOf(again), tolerance);
        var answers = new AnswerComparison(recordedRoot, againRoot, tolerance);
        var (training, losses) = TrainingComparison.Of(recorded.Points, again.Points, tolerance);
        List<ComparedPart> parts = stage == StageId.Base ? [] :
        [
            ComparedPart.Of("selected parameters", [Selection(recorded.Selected, again.Selected)]),
            training,
            .. ValidationComparison.Of(recorded, again, tolerance) is { } validation ? [validation] : (ComparedPart[])[],
            ComparedPart.Of("frozen parameters", [Frozen(recorded.Verified, again.Verified)]),
            .. checkpoints.Compare(recorded.Checkpoint!, again.Checkpoint!),
        ];
        parts.AddRange(answers.Compare(recorded.Scores, again.Scores));
        parts.Add(ProbeComparison.Of(recorded.Probes, again.Probes, tolerance));
        return new RerunReport
        {
            Experiment = experiment,
            Stage = stage.Number,
            OtherConditions = otherConditions,
            Tolerance = tolerance,
            AcceptsTolerance = acceptsTolerance,
            Parts = parts,
            Losses = stage == StageId.Base ? null : losses,
            Roles = checkpoints.Roles,
            Benchmarks = answers.Benchmarks,
            Notes = answers.Notes,
        };
    }

    /// <summary>Reads the parameter list, which gives name, role and shape of each parameter.</summary>
    private Dictionary<string, string> RolesOf(StageRecord again) => again.Selected is null ? [] :
        File.ReadLines(new RunFolder(againRoot).Resolve(again.Selected.ListPath, EventNames.Of(again.Selected)))
            .Select(line => line.Split(' ', 3))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private static string? Selection(ParametersSelected? recorded, ParametersSelected? again) =>
        recorded?.List == again?.List && recorded?.Trained == again?.Trained && recorded?.Total == again?.Total ? null
        : $"{Numbers(recorded)} were recorded, they are {Numbers(again)}";

    private static string Numbers(ParametersSelected? selected) =>
        selected is null ? "none" : $"{selected.Trained} of {selected.Total} (list {selected.List.Short})";

    private static string? Frozen(ParametersVerified? recorded, ParametersVerified? again) =>
        recorded is null || again is null ? (recorded == again ? null : "they were compared in one of the two runs alone")
        : Say(recorded) == Say(again) ? null
        : $"{Say(recorded)} when it was recorded, now {Say(again)}";

    private static string Say(ParametersVerified verified) =>
        $"{verified.FrozenTensors} of hash {verified.FrozenBefore.Short} before and {verified.FrozenAfter.Short} after, "
        + $"{verified.ChangedTensors} of {verified.TrainedTensors} trained ones changed";
}
