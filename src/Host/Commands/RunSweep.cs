using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Sweeps;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Runs the missing part of a sweep: complete experiments are skipped, interrupted ones resumed.</summary>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="Plans">The experiments of the sweep.</param>
/// <param name="File">Hash of the sweep's file, to be recorded with the plan; null for experiments of no sweep file.</param>
public sealed record RunSweep(string Sweep, IReadOnlyList<ExperimentPlan> Plans, ContentHash? File = null)
    : IRequest<IReadOnlyList<FailedExperiment>>;

/// <summary>Checks every experiment, and records the plan, before running the first.</summary>
public sealed class RunSweepHandler(IMediator mediator, IEventLog log) : IRequestHandler<RunSweep, IReadOnlyList<FailedExperiment>>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">An experiment of the same name exists with another specification; nothing has been run.</exception>
    public async Task<IReadOnlyList<FailedExperiment>> Handle(RunSweep request, CancellationToken cancellationToken)
    {
        var missing = new List<ExperimentPlan>();
        foreach (var plan in request.Plans)
        {
            if (!(await SweepState.OfAsync(plan, log, cancellationToken)).Complete)
            {
                missing.Add(plan);
            }
            else
            {
                await mediator.Send(new CopyCheckpoints(plan), cancellationToken);
            }
        }

        if (request.File is { } file && missing.Count > 0)
        {
            // The id follows from the content: a sweep that runs again records its plan once, one that was extended records a new one.
            await log.AppendAsync(
                SweepStreams.Of(request.Sweep), SweepExpansion.Planned(request.Sweep, file, request.Plans), cancellationToken);
        }

        return await mediator.Send(
            new RunExperiments(request.Sweep, missing, request.Plans.Count - missing.Count), cancellationToken);
    }
}
