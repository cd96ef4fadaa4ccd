using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Scorers;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Rescores stored answers if a scorer has a newer version, and records the new scores beside the old ones.</summary>
/// <param name="Experiments">Names of the experiments; empty for all.</param>
/// <param name="Reason">The reason to record; null states which version replaces which.</param>
/// <param name="Force">True to rescore also if the scorer is the same.</param>
internal sealed record RescoreAnswers(IReadOnlyList<string> Experiments, string? Reason, bool Force) : IRequest<RescoreSummary>;

/// <summary>
/// Handles one score at a time, its file first and then its event, so that an interrupted rescoring continues when repeated.
/// </summary>
internal sealed class RescoreAnswersHandler(IEventLog log, HostSettings options, IWorkProgress progress)
    : IRequestHandler<RescoreAnswers, RescoreSummary>
{
    private readonly List<RescoredAnswers> rescored = [];
    private readonly List<AuditFinding> faults = [];
    private int upToDate;

    /// <inheritdoc/>
    /// <exception cref="InputException">There is no such experiment; the message suggests similar names.</exception>
    public async Task<RescoreSummary> Handle(RescoreAnswers request, CancellationToken cancellationToken)
    {
        foreach (var name in request.Experiments)
        {
            await KnownExperiments.CheckAsync(log, name, cancellationToken);
        }

        var all = (await log.ListExperimentsAsync(cancellationToken)).Select(head => head.Stream);
        foreach (var stream in request.Experiments.Count > 0 ? request.Experiments.Distinct() : all)
        {
            await RescoreAsync(stream, request, cancellationToken);
        }

        return new RescoreSummary(rescored, upToDate, faults);
    }

    private async Task RescoreAsync(string stream, RescoreAnswers request, CancellationToken ct)
    {
        var history = await log.ReadHistoryAsync(stream, ct: ct);
        var scores = Scores(history).ToList();
        var due = scores.Where(score => IsDue(score.Cell.Score, request.Force)).ToList();
        upToDate += scores.Count - due.Count;
        if (due.Count == 0)
        {
            return;
        }

        var folder = RunFolder.Of(options.Runs, stream);
        folder.RefuseLinksOn(folder.AnswersLock);
        using var claim = FileLock.TryTake(folder.AnswersLock) ?? throw new InputException(
            folder.AnswersLock, "another process scores these answers anew, or removes leftovers.", "Let it end.");
        var files = new RescoredFiles(folder.Root, history);
        progress.Begin($"{stream}: scoring stored answers", due.Count);
        foreach (var (index, score) in due.Index())
        {
            ct.ThrowIfCancellationRequested();
            await RecordAsync(stream, score, files, request.Reason, ct);
            progress.Report(index + 1);
        }

        progress.End($"{stream}: {due.Count} stored scores computed again");
    }

    /// <summary>The latest score of every benchmark after every stage: first of the stages' own models, then of their variants.</summary>
    private static IEnumerable<Scored> Scores(IReadOnlyList<RecordedEvent> history)
    {
        var own = from row in ReadModels.Fold<ScoreMatrix>(history).Rows
                  from cell in row.Value
                  select new Scored(row.Key, null, cell.Key, cell.Value);
        var variants = from variant in ReadModels.Fold<VariantScores>(history).Variants
                       from row in variant.Value
                       from cell in row.Value
                       select new Scored(row.Key, variant.Key, cell.Key, cell.Value);
        return own.Concat(variants);
    }

    private async Task RecordAsync(string stream, Scored score, RescoredFiles files, string? reason, CancellationToken ct)
    {
        var before = score.Cell.Score;
        try
        {
            // Use the original answers of the model, not the copies of an earlier rescoring.
            var original = score.Cell.FirstScore;
            var found = files.Write(original, $"score of '{score.Benchmark}' after stage {score.Stage}");
            var why = reason ?? $"version {found.ScorerVersion} of the scorer replaces version {before.ScorerVersion}";
            IExperimentEvent happened = score.Variant is { } variant
                ? new VariantRescored(score.Stage, variant, score.Benchmark, found, before.ScorerVersion, why, original.Answers)
                : new BenchmarkRescored(score.Stage, score.Benchmark, found, before.ScorerVersion, why, original.Answers);
            var result = await log.AppendAsync(stream, happened, ct);
            rescored.Add(new RescoredAnswers(
                stream, score.Stage, score.Variant, score.Benchmark, before, found, IsNew: result.Appended > 0));
        }
        catch (InputException unreadable)
        {
            faults.Add(AuditFinding.At(stream, score.Cell.Sequence, unreadable.Message));
        }
    }

    /// <summary>
    /// True if the score should be computed again. Scores by scorers newer than this program, or that no longer exist, are left unchanged.
    /// </summary>
    private static bool IsDue(ScoreRecord score, bool force) =>
        ScorerCatalog.Ids.Contains(score.Scorer)
        && ScorerCatalog.Find(score.Scorer).Version is var today
        && (today > score.ScorerVersion || (force && today == score.ScorerVersion));

    /// <summary>The score of a benchmark after a stage, of a variant or, if that is null, of the stage's own model.</summary>
    private readonly record struct Scored(StageId Stage, string? Variant, string Benchmark, ScoreCell Cell);
}
