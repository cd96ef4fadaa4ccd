using LmmCl.Abstractions;
using LmmCl.Abstractions.Events;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Evaluation.Scorers;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Audit;
using LmmCl.Host.Progress;
using LmmCl.Host.Reports;
using LmmCl.Host.Services;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Computes again what follows from the events and the stored answers.</summary>
/// <param name="Reports">JSON reports that were made from this store, to be made again as of their moment and compared.</param>
internal sealed record ReplayStore(IReadOnlyList<string> Reports) : IRequest<AuditReport>;

/// <summary>Scores every per-sample file anew and compares with the event that recorded it; folds histories anew and compares with reports.</summary>
internal sealed class ReplayStoreHandler(IEventLog log, HostOptions options, IWorkProgress progress) : IRequestHandler<ReplayStore, AuditReport>
{
    /// <inheritdoc/>
    public async Task<AuditReport> Handle(ReplayStore request, CancellationToken cancellationToken)
    {
        var (covered, findings, notes) = (new List<(string, string)>(), new List<AuditFinding>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var head in await log.ListStreamsAsync(cancellationToken))
        {
            var history = await log.ReadHistoryAsync(head.Stream, ct: cancellationToken);
            var scores = history.Where(recorded => recorded.What is IScoreEvent).ToList();
            progress.Begin($"{head.Stream}: scoring stored answers", scores.Count);
            foreach (var (index, recorded) in scores.Index())
            {
                cancellationToken.ThrowIfCancellationRequested();
                Compare(head.Stream, recorded.Sequence, ((IScoreEvent)recorded.What).Score, findings, notes);
                progress.Report(index + 1);
            }

            progress.End($"{head.Stream}: {scores.Count} scores computed again");
            covered.Add((head.Stream, $"{scores.Count} scores follow from stored answers"));
        }

        foreach (var path in request.Reports)
        {
            var report = SavedReport.Read(path);
            var rebuilt = await ReportData.ReadAsync(log, report.Experiment, new AsOf(report.AsOfSequence), cancellationToken);
            findings.AddRange(report.FindDifferences(rebuilt));
            covered.Add((path, $"rebuilt from the events of '{report.Experiment}' up to sequence {report.AsOfSequence}"));
        }

        return new AuditReport(covered, findings, [.. notes]);
    }

    private void Compare(string stream, long sequence, ScoreRecord recorded, List<AuditFinding> findings, SortedSet<string> notes)
    {
        var answers = Path.Combine(options.Runs, stream, recorded.AnswersPath);
        if (ScorerCatalog.Ids.Contains(recorded.Scorer) && ScorerCatalog.Find(recorded.Scorer, answers).Version is var today && today != recorded.ScorerVersion)
        {
            notes.Add($"{recorded.Scorer} version {recorded.ScorerVersion} is no longer here (today's is {today}); its scores were not compared. 'lmmcl rescore' records today's.");
            return;
        }

        var again = Path.Combine(Path.GetTempPath(), $"lmmcl-rescored-{Guid.NewGuid():N}.jsonl");
        try
        {
            var found = Rescorer.Rescore(answers, again).ToRecord(recorded.AnswersPath);
            if (found != recorded)
            {
                findings.Add(AuditFinding.At(stream, sequence, $"{recorded.AnswersPath} scores {Figures.Percent(found.Value)} (n = {found.Samples}), {Figures.Percent(recorded.Value)} (n = {recorded.Samples}) was recorded."));
            }
        }
        catch (InputException unreadable)
        {
            findings.Add(AuditFinding.At(stream, sequence, unreadable.Message));
        }
        finally
        {
            File.Delete(again);
        }
    }
}
