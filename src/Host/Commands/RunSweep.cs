using LmmCl.Abstractions;
using LmmCl.Abstractions.Events;
using LmmCl.EventStore;
using LmmCl.Host.Experiments;
using LmmCl.Host.Progress;
using LmmCl.Host.Sweeps;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>
/// Runs what is missing of a sweep: complete experiments are skipped, interrupted ones go on, one that fails leaves the others their turn.
/// </summary>
/// <param name="Sweep">Its name.</param>
/// <param name="Plans">Its experiments.</param>
public sealed record RunSweep(string Sweep, IReadOnlyList<ExperimentPlan> Plans) : IRequest<SweepOutcome>;

/// <summary>How a sweep ended.</summary>
/// <param name="Skipped">Experiments that were complete before.</param>
/// <param name="Failed">Experiments that failed, and why.</param>
public sealed record SweepOutcome(int Skipped, IReadOnlyList<FailedExperiment> Failed);

/// <summary>An experiment of a sweep that failed.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Error">Why.</param>
public sealed record FailedExperiment(string Experiment, Exception Error);

/// <summary>One experiment after another.</summary>
public sealed class RunSweepHandler(IMediator mediator, IEventLog log, SweepProgress progress) : IRequestHandler<RunSweep, SweepOutcome>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">
    /// An experiment of this name is there with another specification; nothing has been run then.
    /// </exception>
    public async Task<SweepOutcome> Handle(RunSweep request, CancellationToken cancellationToken)
    {
        var states = new List<(ExperimentPlan Plan, SweepState State)>();
        foreach (var plan in request.Plans)
        {
            states.Add((plan, await SweepState.OfAsync(plan, log, cancellationToken)));
        }

        var missing = states.Where(item => !item.State.Complete).Select(item => item.Plan).ToList();
        var failed = new List<FailedExperiment>();
        progress.Begin(request.Sweep, request.Plans.Count, request.Plans.Count - missing.Count);
        foreach (var plan in missing)
        {
            progress.Starting(plan.Spec.Experiment);
            try
            {
                await mediator.Send(new RunExperiment(plan), cancellationToken);
                progress.Ended();
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                failed.Add(new FailedExperiment(plan.Spec.Experiment, error));
                progress.Failed(plan.Spec.Experiment, error);
            }
        }

        return new SweepOutcome(request.Plans.Count - missing.Count, failed);
    }
}
