using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Sweeps;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Runs the missing part of a sweep: complete experiments are skipped, interrupted ones resumed.</summary>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="Plans">The experiments of the sweep.</param>
public sealed record RunSweep(string Sweep, IReadOnlyList<ExperimentPlan> Plans) : IRequest<IReadOnlyList<FailedExperiment>>;

/// <summary>Checks every experiment before running the first.</summary>
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
        }

        return await mediator.Send(
            new RunExperiments(request.Sweep, missing, request.Plans.Count - missing.Count), cancellationToken);
    }
}
