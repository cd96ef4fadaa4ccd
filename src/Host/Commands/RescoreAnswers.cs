using LmmCl.Abstractions;
using LmmCl.Abstractions.Events;
using LmmCl.Evaluation.Scorers;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Audit;
using LmmCl.Host.Experiments;
using LmmCl.Host.Progress;
using LmmCl.Host.Services;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Scores stored answers again where a scorer has a newer version, and records the new scores beside the old ones.</summary>
/// <param name="Experiments">Of which experiments; none for all.</param>
/// <param name="Reason">Why, in words; null says which version replaces which.</param>
/// <param name="Force">Also where the scorer is the same.</param>
internal sealed record RescoreAnswers(IReadOnlyList<string> Experiments, string? Reason, bool Force) : IRequest<RescoreSummary>;

/// <summary>One score at a time: first its file, then its event, so that whatever stops it, doing it again goes on from there.</summary>
internal sealed class RescoreAnswersHandler(IEventLog log, HostOptions options, IWorkProgress progress)
    : IRequestHandler<RescoreAnswers, RescoreSummary>
{
    private readonly List<RescoredAnswers> rescored = [];
    private readonly List<AuditFinding> faults = [];
    private int upToDate;
    private int variants;

    /// <inheritdoc/>
    /// <exception cref="InputException">There is no such experiment; near matches are offered.</exception>
    public async Task<RescoreSummary> Handle(RescoreAnswers request, CancellationToken cancellationToken)
    {
        foreach (var name in request.Experiments)
        {
            await KnownExperiments.CheckAsync(log, name, cancellationToken);
        }

        var all = (await log.ListStreamsAsync(cancellationToken)).Select(head => head.Stream);
        foreach (var stream in request.Experiments.Count > 0 ? request.Experiments.Distinct() : all)
        {
            await RescoreAsync(stream, request, cancellationToken);
        }

        return new RescoreSummary(rescored, upToDate, variants, faults);
    }

    private async Task RescoreAsync(string stream, RescoreAnswers request, CancellationToken ct)
    {
        var history = await log.ReadHistoryAsync(stream, ct: ct);
        var cells = ReadModels.Fold<ScoreMatrix>(history).Rows
            .SelectMany(row => row.Value.Select(cell => (Stage: row.Key, Benchmark: cell.Key, Cell: cell.Value)))
            .ToList();
        var due = cells.Where(item => IsDue(item.Cell.Score, request.Force)).ToList();
        upToDate += cells.Count - due.Count;
        variants += history.Select(recorded => recorded.What).OfType<VariantScored>().Count(scored => IsDue(scored.Score, force: false));
        if (due.Count == 0)
        {
            return;
        }

        var files = new RescoredFiles(Path.Combine(options.Runs, stream), history);
        progress.Begin($"{stream}: scoring stored answers", due.Count);
        foreach (var (index, (stage, benchmark, cell)) in due.Index())
        {
            ct.ThrowIfCancellationRequested();
            await RecordAsync(stream, stage, benchmark, cell, files, request.Reason, ct);
            progress.Report(index + 1);
        }

        progress.End($"{stream}: {due.Count} stored scores computed again");
    }

    private async Task RecordAsync(
        string stream, StageId stage, string benchmark, ScoreCell cell, RescoredFiles files, string? reason, CancellationToken ct)
    {
        try
        {
            // The answers as the model gave them, not as an earlier rescoring copied them.
            var found = files.Write(cell.Earlier.Count > 0 ? cell.Earlier[0] : cell.Score);
            var why = reason ?? $"version {found.ScorerVersion} of the scorer replaces version {cell.Score.ScorerVersion}";
            var result = await log.AppendAsync(stream, new BenchmarkRescored(stage, benchmark, found, cell.Score.ScorerVersion, why), ct);
            rescored.Add(new RescoredAnswers(stream, stage, benchmark, cell.Score, found, IsNew: result.Appended > 0));
        }
        catch (InputException unreadable)
        {
            faults.Add(AuditFinding.At(stream, cell.Sequence, unreadable.Message));
        }
    }

    /// <summary>Scorers of a newer program than this one, and scorers that are gone, are left as they are.</summary>
    private static bool IsDue(ScoreRecord score, bool force) =>
        ScorerCatalog.Ids.Contains(score.Scorer)
        && ScorerCatalog.Find(score.Scorer).Version is var today
        && (today > score.ScorerVersion || (force && today == score.ScorerVersion));
}
