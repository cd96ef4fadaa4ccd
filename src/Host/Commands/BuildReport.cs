using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;
using LmmCl.Runs.Experiments;
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
    /// <exception cref="InputException">There is no such experiment (near matches are offered), or it had not begun by then.</exception>
    public async Task<ReportData> Handle(BuildReport request, CancellationToken cancellationToken)
    {
        await KnownExperiments.CheckAsync(log, request.Experiment, cancellationToken);
        var report = await ReportData.ReadAsync(log, request.Experiment, request.AsOf, cancellationToken);
        return report.AsOfSequence > 0
            ? report
            : throw await KnownExperiments.NotBegunAsync(log, request.Experiment, request.AsOf, cancellationToken);
    }
}
