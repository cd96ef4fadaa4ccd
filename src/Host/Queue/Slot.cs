using LmmCl.Runs.Progress;
using LmmCl.Runs.Queueing;
using static TorchSharp.torch;

namespace LmmCl.Host.Queue;

/// <summary>A slot, which holds one running experiment at a time and passes on requests to stop it.</summary>
/// <param name="number">Number of the slot, counted from 1.</param>
/// <param name="device">The device for experiments that do not name one.</param>
/// <param name="time">Clock.</param>
internal sealed class Slot(int number, Device device, TimeProvider time)
{
    private readonly Lock changing = new();
    private DateTimeOffset since = time.GetUtcNow();
    private Held? held;

    /// <summary>Number of the slot, counted from 1.</summary>
    public int Number => number;

    /// <summary>The device for experiments that do not name one.</summary>
    public Device Device => device;

    /// <summary>The progress of the experiment.</summary>
    public CurrentProgress? Progress { get; set; }

    /// <summary>The current state of the slot.</summary>
    public SlotState State
    {
        get
        {
            lock (changing)
            {
                return new SlotState(number, device.ToString(), held?.Experiment, since, held is null ? null : Progress?.Now)
                {
                    IsStopping = held?.Reason is not null,
                };
            }
        }
    }

    /// <summary>The reason for which the experiment was asked to stop; empty if it was not.</summary>
    public string Reason
    {
        get
        {
            lock (changing)
            {
                return held?.Reason ?? "";
            }
        }
    }

    /// <summary>Holds an experiment.</summary>
    /// <returns>Cancelled once the experiment is to stop.</returns>
    public CancellationToken Hold(string experiment)
    {
        lock (changing)
        {
            since = time.GetUtcNow();
            held = new Held(experiment);
            return held.Stop.Token;
        }
    }

    /// <summary>Asks the experiment to stop, if the slot holds it.</summary>
    /// <param name="experiment">Name of the experiment; null for any.</param>
    /// <param name="reason">Reason, which its history tells.</param>
    /// <returns>Completes once the slot is free of it.</returns>
    public Task StopAsync(string? experiment, string reason)
    {
        Held? asked;
        lock (changing)
        {
            asked = held is { } holding && (experiment ?? holding.Experiment) == holding.Experiment ? held : null;
            if (asked is not null)
            {
                asked.Reason ??= reason;
            }
        }

        asked?.Stop.Cancel();
        return asked?.Free.Task ?? Task.CompletedTask;
    }

    /// <summary>Lets the experiment go.</summary>
    public void Release()
    {
        Held? freed;
        lock (changing)
        {
            (freed, held) = (held, null);
            since = time.GetUtcNow();
            Progress?.Clear();
        }

        freed?.Free.SetResult();
    }

    private sealed class Held(string experiment)
    {
        public string Experiment => experiment;

        public CancellationTokenSource Stop { get; } = new();

        public TaskCompletionSource Free { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string? Reason { get; set; }
    }
}
