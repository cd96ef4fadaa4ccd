using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;
using LmmCl.Runs.Experiments;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Folds an experiment's events into report data.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="AsOf">Point in time to report at.</param>
public sealed record BuildReport(string Experiment, AsOf AsOf = default) : IRequest<ReportData>;

/// <summary>Reads the events and folds them.</summary>
public sealed class BuildReportHandler(IEventLog log) : IRequestHandler<BuildReport, ReportData>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">
    /// There is no such experiment (the message suggests similar names), or it had not started at that time.
    /// </exception>
    public async Task<ReportData> Handle(BuildReport request, CancellationToken cancellationToken)
    {
        await KnownExperiments.CheckAsync(log, request.Experiment, cancellationToken);
        var report = await ReportData.ReadAsync(log, request.Experiment, request.AsOf, cancellationToken);
        return report.AsOfSequence > 0
            ? report
            : throw await KnownExperiments.NotBegunAsync(log, request.Experiment, request.AsOf, cancellationToken);
    }
}
