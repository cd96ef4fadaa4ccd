using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Reports;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Folds an experiment's events into what reports print.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="AsOf">Up to which moment.</param>
public sealed record BuildReport(string Experiment, AsOf AsOf = default) : IRequest<ReportData>;

/// <summary>Reads and folds.</summary>
public sealed class BuildReportHandler(IEventLog log) : IRequestHandler<BuildReport, ReportData>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">There is no such experiment; near matches are offered.</exception>
    public async Task<ReportData> Handle(BuildReport request, CancellationToken cancellationToken)
    {
        var known = await log.ListStreamsAsync(cancellationToken);
        return known.Any(head => head.Stream == request.Experiment)
            ? await ReportData.ReadAsync(log, request.Experiment, request.AsOf, cancellationToken)
            : throw new InputException(
                $"experiment '{request.Experiment}'",
                "the store has no such experiment.",
                known.Count == 0 ? "It has none at all: run one first." : NearMatches.Suggest(request.Experiment, known.Select(head => head.Stream)));
    }
}
