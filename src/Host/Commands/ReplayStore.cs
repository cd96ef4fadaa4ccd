using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Evaluation.Scorers;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Composition;
using LmmCl.Reports.Families;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Recomputes everything that follows from the events and the stored answers.</summary>
/// <param name="Reports">JSON reports made from this store, to be rebuilt for the same point in time and compared.</param>
/// <param name="Model">Folder of the base model; null for the folder that each experiment ran with.</param>
internal sealed record ReplayStore(IReadOnlyList<string> Reports, string? Model) : IRequest<AuditReport>;

/// <summary>
/// Rescores every per-sample file and compares the result with the event that recorded it; folds histories again and compares them with
/// reports.
/// </summary>
internal sealed class ReplayStoreHandler(IEventLog log, HostSettings options, IWorkProgress progress)
    : IRequestHandler<ReplayStore, AuditReport>
{
    private readonly List<(string What, string Covered)> covered = [];
    private readonly List<AuditFinding> findings = [];
    private readonly List<AuditFinding> notEstablished = [];

    /// <inheritdoc/>
    public async Task<AuditReport> Handle(ReplayStore request, CancellationToken cancellationToken)
    {
        await SoundStore.CheckAsync(log, options.Store, cancellationToken);
        foreach (var head in await log.ListExperimentsAsync(cancellationToken))
        {
            await ReplayAsync(head.Stream, request.Model, cancellationToken);
        }

        foreach (var path in request.Reports)
        {
            await RebuildAsync(SavedReport.Read(path), cancellationToken);
        }

        return new AuditReport(covered, findings, notEstablished, []);
    }

    private async Task ReplayAsync(string stream, string? model, CancellationToken ct)
    {
        var (history, run) = (await log.ReadHistoryAsync(stream, ct: ct), RunFolder.Of(options.Runs, stream));
        ReplayScores(stream, run.Root, history, ct);
        var weights = new RecomputedWeights(stream, run, model);
        weights.Check(history, ct);
        findings.AddRange(weights.Faults);
        notEstablished.AddRange(weights.NotEstablished);
        covered.Add((stream, $"weights of {weights.Checked} checkpoints computed again"));
    }

    private void ReplayScores(string stream, string root, IReadOnlyList<RecordedEvent> history, CancellationToken ct)
    {
        var scores = history.Where(recorded => recorded.What is IScoreEvent).ToList();
        progress.Begin($"{stream}: scoring stored answers", scores.Count);
        foreach (var (index, recorded) in scores.Index())
        {
            ct.ThrowIfCancellationRequested();
            var score = ((IScoreEvent)recorded.What).Score;
            if (FindOtherScorer(score) is { } other)
            {
                notEstablished.Add(AuditFinding.At(stream, recorded.Sequence, other));
            }
            else if (FindFault(root, (IScoreEvent)recorded.What) is { } fault)
            {
                findings.Add(AuditFinding.At(stream, recorded.Sequence, fault));
            }

            progress.Report(index + 1);
        }

        progress.End($"{stream}: {scores.Count} scores computed again");
        covered.Add((stream, $"{scores.Count} scores computed again from stored answers"));
        findings.AddRange(new AnswerOrigins(stream, root).FindFaults(history));
    }

    private async Task RebuildAsync(SavedReport report, CancellationToken ct)
    {
        var rebuilt = await ReportData.ReadAsync(log, report.Experiment, new AsOf(report.AsOfSequence), ct);
        findings.AddRange(report.FindDifferences(rebuilt));
        covered.Add((report.Path, $"rebuilt from the events of '{report.Experiment}' up to sequence {report.AsOfSequence}"));
    }

    /// <summary>The reason why this build cannot compute a score again; null if it can.</summary>
    private static string? FindOtherScorer(ScoreRecord recorded)
    {
        var score = $"the score of {recorded.Scorer} version {recorded.ScorerVersion} was not computed again";
        return !ScorerCatalog.Ids.Contains(recorded.Scorer) ? $"{score}: this build does not have the scorer."
            : ScorerCatalog.Find(recorded.Scorer, recorded.ScorerVersion) is null
            ? $"{score}: this build has version {ScorerCatalog.Find(recorded.Scorer).Version}; 'lmmcl rescore' records its scores."
            : null;
    }

    /// <summary>The difference between a recorded score and the score of its stored answers; null if there is none.</summary>
    private string? FindFault(string root, IScoreEvent happened)
    {
        var recorded = happened.Score;
        var again = Path.Combine(Path.GetTempPath(), $"lmmcl-rescored-{Guid.NewGuid():N}.jsonl");
        try
        {
            var answers = new RunFolder(root).Resolve(recorded.AnswersPath, EventNames.Of(happened));
            var found = Rescorer.Rescore(answers, again, recorded.ScorerVersion) with { AnswersPath = recorded.AnswersPath };
            return found == recorded ? null : $"{recorded.AnswersPath} scores {Say(found)}, {Say(recorded)} was recorded.";
        }
        catch (InputException unreadable)
        {
            return unreadable.Message;
        }
        finally
        {
            File.Delete(again);
        }
    }

    private static string Say(ScoreRecord score) => $"{Figures.Percent(score.Value)} (n = {score.Samples})";
}
