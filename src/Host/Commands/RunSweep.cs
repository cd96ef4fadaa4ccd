using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Sweeps;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Runs what is missing of a sweep: complete experiments are skipped, interrupted ones go on.</summary>
/// <param name="Sweep">Its name.</param>
/// <param name="Plans">Its experiments.</param>
public sealed record RunSweep(string Sweep, IReadOnlyList<ExperimentPlan> Plans) : IRequest<IReadOnlyList<FailedExperiment>>;

/// <summary>Looks at every experiment before the first one runs.</summary>
public sealed class RunSweepHandler(IMediator mediator, IEventLog log) : IRequestHandler<RunSweep, IReadOnlyList<FailedExperiment>>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">
    /// An experiment of this name is there with another specification; nothing has been run then.
    /// </exception>
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
