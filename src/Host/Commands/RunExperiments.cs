using System.Collections.Concurrent;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using static TorchSharp.torch;

namespace LmmCl.Host.Commands;

/// <summary>Runs experiments in parallel over the slots, one at a time in each. A failed experiment does not stop the others.</summary>
/// <param name="Title">Common title of the experiments.</param>
/// <param name="Plans">The experiments, in starting order.</param>
/// <param name="Complete">Number of further experiments that are already complete.</param>
public sealed record RunExperiments(string Title, IReadOnlyList<ExperimentPlan> Plans, int Complete = 0)
    : IRequest<IReadOnlyList<FailedExperiment>>;

/// <summary>An experiment that failed.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Error">The cause.</param>
public sealed record FailedExperiment(string Experiment, Exception Error);

/// <summary>Runs each slot in a service scope, with a worker process and a progress line of its own.</summary>
public sealed class RunExperimentsHandler(IServiceScopeFactory scopes, HostSettings options, ExperimentsProgress progress)
    : IRequestHandler<RunExperiments, IReadOnlyList<FailedExperiment>>
{
    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The run was stopped; every running experiment has saved its state.</exception>
    public async Task<IReadOnlyList<FailedExperiment>> Handle(RunExperiments request, CancellationToken cancellationToken)
    {
        var waiting = new ConcurrentQueue<ExperimentPlan>(request.Plans);
        var failed = new ConcurrentBag<FailedExperiment>();
        using var shown = progress.Begin(request.Title, request.Plans.Count + request.Complete, request.Complete);
        var devices = Devices.Available();
        var slots = Enumerable.Range(0, Math.Min(options.Slots, request.Plans.Count));
        await Task.WhenAll(slots.Select(slot =>
            Task.Run(() => ServeAsync(devices[slot % devices.Count], waiting, failed, cancellationToken), CancellationToken.None)));
        cancellationToken.ThrowIfCancellationRequested();
        return [.. request.Plans.SelectMany(plan => failed.Where(failure => failure.Experiment == plan.Spec.Experiment))];
    }

    private async Task ServeAsync(
        Device device, ConcurrentQueue<ExperimentPlan> waiting, ConcurrentBag<FailedExperiment> failed, CancellationToken ct)
    {
        await using var slot = scopes.CreateAsyncScope();
        var mediator = slot.ServiceProvider.GetRequiredService<IMediator>();
        var line = slot.ServiceProvider.GetRequiredService<ProgressLine>();
        while (!ct.IsCancellationRequested && waiting.TryDequeue(out var plan))
        {
            var experiment = plan.Spec.Experiment;
            progress.Starting(experiment);
            line.Rest($"{experiment}: preparing");
            try
            {
                await mediator.Send(new RunExperiment(plan.On(device)), ct);
                progress.Ended();
            }
            catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                failed.Add(new FailedExperiment(experiment, error));
                progress.Failed(experiment, error);
            }
        }
    }
}
