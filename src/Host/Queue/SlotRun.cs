using LmmCl.Events;
using LmmCl.Host.Commands;
using LmmCl.Plugins;
using LmmCl.Runs;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Queueing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Queue;

/// <summary>Takes experiments from the queue into one slot and runs them, in the slot's own scope of services.</summary>
internal sealed class SlotRun
{
    private static readonly TimeSpan betweenAttempts = TimeSpan.FromSeconds(5);

    private readonly Slot slot;
    private readonly ExperimentQueue queue;
    private readonly Submissions submissions;
    private readonly Slots slots;
    private readonly IMediator mediator;
    private readonly RunOptions options;
    private readonly PluginCatalogue plugins;
    private readonly PluginMethods methods;
    private readonly ILogger<SlotRun> logger;

    public SlotRun(
        Slot slot,
        Slots slots,
        ExperimentQueue queue,
        Submissions submissions,
        CurrentProgress progress,
        IMediator mediator,
        RunOptions options,
        PluginCatalogue plugins,
        PluginMethods methods,
        ILogger<SlotRun> logger)
    {
        (this.slot, this.slots, this.queue, this.submissions) = (slot, slots, queue, submissions);
        (this.mediator, this.options, this.plugins, this.methods, this.logger) = (mediator, options, plugins, methods, logger);
        slot.Progress = progress;
        progress.Said = sentence => logger.LogInformation("{Sentence}", sentence);
    }

    /// <summary>Takes an experiment and runs it until it ends or is stopped.</summary>
    /// <returns>False if it was taken by another slot, or is still being stopped there.</returns>
    public async Task<bool> TryAsync(QueueEntry entry, CancellationToken stopping)
    {
        if (((IRunningExperiments)slots).Find(entry.Experiment) is not null)
        {
            return false;
        }

        // Hold it before it is recorded, so that it can be stopped as soon as it is seen to run.
        var stop = slot.Hold(entry.Experiment);
        try
        {
            if (!await RecordAsync(state => new QueuedExperimentTaken(state.Events + 1, entry.Experiment, slot.Number), stopping))
            {
                return false;
            }

            if (stopping.IsCancellationRequested)
            {
                _ = slot.StopAsync(entry.Experiment, "the service was stopped");
            }

            await RunAsync(entry, stop);
            return true;
        }
        finally
        {
            slot.Release();
        }
    }

    private async Task RunAsync(QueueEntry entry, CancellationToken stop)
    {
        var experiment = entry.Experiment;
        logger.LogInformation("{Experiment} runs in slot {Slot}", experiment, slot.Number);
        try
        {
            var plan = ExperimentPlan.Create(submissions.Read(entry), options.Runs, plugins, methods);
            await mediator.Send(new RunExperiment(plan.On(slot.Device)) { StopReason = () => slot.Reason }, stop);
            await EndAsync(experiment, QueueOutcome.Completed, null);
            submissions.Remove(experiment);
            logger.LogInformation("{Experiment} is complete", experiment);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A paused or cancelled one is recorded as such already.
            await RecordAsync(
                state => new QueuedExperimentInterrupted(state.Events + 1, experiment, slot.Reason), CancellationToken.None);
        }
        catch (Exception error)
        {
            await EndAsync(experiment, QueueOutcome.Failed, error.Message.ReplaceLineEndings(" "));
            logger.LogError("{Experiment} failed: {Error}", experiment, error.Message);
        }
    }

    private Task EndAsync(string experiment, QueueOutcome outcome, string? reason) => RecordAsync(
        state => new QueuedExperimentEnded(state.Events + 1, experiment, outcome, reason), CancellationToken.None);

    /// <summary>Records an event, retrying while the store cannot be written: a full disk may have room again later.</summary>
    private async Task<bool> RecordAsync(Func<QueueState, IQueueEvent> happening, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await queue.TryRecordAsync(happening);
            }
            catch (Exception error) when (error is IOException or Abstractions.InputException)
            {
                logger.LogError("The queue cannot be recorded: {Error}", error.Message);
                await Task.Delay(betweenAttempts, ct);
            }
        }
    }
}
