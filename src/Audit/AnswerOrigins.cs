using LmmCl.Abstractions;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;

namespace LmmCl.Audit;

/// <summary>
/// Checks where answers come from: a per-sample file names benchmark, scorer and the weights that answered, and these must be those of the
/// event and of the stage's checkpoint. A rescoring must hold the answers of the first score.
/// </summary>
/// <param name="stream">Name of the experiment.</param>
/// <param name="root">The run folder.</param>
internal sealed class AnswerOrigins(string stream, string root)
{
    private const string MethodState = "method/";

    // The weights of each stage; with a method that attaches files to the model, also the hash of both.
    private readonly Dictionary<StageId, IReadOnlyList<string>> models = [];
    private readonly Dictionary<(StageId Stage, string Measured), ScoreRecord> first = [];

    /// <summary>All violations in a history. Files that are missing or altered are found by the check of files.</summary>
    public IEnumerable<AuditFinding> FindFaults(IReadOnlyList<RecordedEvent> history)
    {
        foreach (var written in history.Select(recorded => recorded.What).OfType<CheckpointWritten>())
        {
            if (WeightsLine.ReadManifest(written, root) is { } manifest)
            {
                models[written.Stage] = [manifest.State, StageModel.StateOf(manifest.State, AttachedFiles(manifest))];
                if (written.Stage.Number == 1 && manifest.Parent is { } baseModel)
                {
                    models[StageId.Base] = [baseModel];
                }
            }
        }

        foreach (var recorded in history)
        {
            if (recorded.What is IScoreEvent scored && FindFault(scored) is { } fault)
            {
                yield return AuditFinding.At(stream, recorded.Sequence, fault);
            }
        }
    }

    private string? FindFault(IScoreEvent scored)
    {
        var (score, variant) = (scored.Score, VariantOf(scored));
        var key = (scored.Stage, $"{variant}/{scored.Benchmark}");
        var path = new Lazy<string?>(() => Readable.OrNull(() => Evidence.Of(score, EventNames.Of(scored)).Inside(root)));
        if (scored is BenchmarkScored or VariantScored)
        {
            first[key] = score;
        }

        if (path.Value is not { } answers || Readable.OrNull(() => StoredReplies.ReadOrigin(answers)) is not { } origin)
        {
            return null;
        }

        if ((origin.Benchmark, origin.Scorer, origin.ScorerVersion) != (scored.Benchmark, score.Scorer, score.ScorerVersion))
        {
            return $"{score.AnswersPath} is of {origin.Benchmark} by {origin.Scorer} v{origin.ScorerVersion}, "
                + $"{scored.Benchmark} by {score.Scorer} v{score.ScorerVersion} was recorded.";
        }

        if (variant is null && models.TryGetValue(scored.Stage, out var model) && !model.Contains(origin.Model))
        {
            return $"{score.AnswersPath} was answered by weights {Short(origin.Model)}, those of stage {scored.Stage} are "
                + $"{Short(model[0])}.";
        }

        return scored is BenchmarkRescored or VariantRescored && first.TryGetValue(key, out var original)
            ? FindFault(scored, original, answers)
            : null;
    }

    private string? FindFault(IScoreEvent rescored, ScoreRecord original, string answers)
    {
        if (OriginalOf(rescored) is { } named && named != original.Answers)
        {
            return $"it scores answers {named.Short} again, those of the first score are {original.Answers.Short}.";
        }

        return Readable.OrNull(() => Evidence.Of(original, EventNames.Of(rescored)).Inside(root)) is { } before
            && Readable.OrNull(() => StoredReplies.FindDifference(before, answers)) is { } difference
            ? $"{rescored.Score.AnswersPath} does not hold the answers of {original.AnswersPath}: {difference}."
            : null;
    }

    private static IEnumerable<(string Name, string Hash)> AttachedFiles(CheckpointManifest manifest) => manifest.Files
        .Where(file => file.Name.StartsWith(MethodState, StringComparison.Ordinal))
        .Select(file => (file.Name[MethodState.Length..], file.Sha256));

    /// <summary>The variant that was scored; null for the stage's own model.</summary>
    public static string? VariantOf(IScoreEvent scored) => scored switch
    {
        VariantScored e => e.Variant,
        VariantRescored e => e.Variant,
        _ => null,
    };

    private static ContentHash? OriginalOf(IScoreEvent rescored) => rescored switch
    {
        BenchmarkRescored e => e.Original,
        VariantRescored e => e.Original,
        _ => null,
    };

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
