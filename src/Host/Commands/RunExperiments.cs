using System.Collections.Concurrent;
using LmmCl.Host.Services;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using static TorchSharp.torch;

namespace LmmCl.Host.Commands;

/// <summary>Runs experiments side by side over the slots, one at a time in each. One that fails does not stop the others.</summary>
/// <param name="Title">What they are called together.</param>
/// <param name="Plans">The experiments, in the order in which they begin.</param>
/// <param name="Complete">How many more belong to them that need no run.</param>
public sealed record RunExperiments(string Title, IReadOnlyList<ExperimentPlan> Plans, int Complete = 0)
    : IRequest<IReadOnlyList<FailedExperiment>>;

/// <summary>An experiment that failed.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Error">Why.</param>
public sealed record FailedExperiment(string Experiment, Exception Error);

/// <summary>A slot is a scope of services: its executor has a worker process of its own, its progress a line of its own.</summary>
public sealed class RunExperimentsHandler(IServiceScopeFactory scopes, HostOptions options, ExperimentsProgress progress)
    : IRequestHandler<RunExperiments, IReadOnlyList<FailedExperiment>>
{
    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">It was stopped; every running experiment has saved its state.</exception>
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
