using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// An experiment's stream and the state that follows from it. Every event goes to the log first, then into the state. Any thread may
/// record: one recording follows another.
/// </summary>
public sealed class ExperimentJournal
{
    private readonly Func<IReadOnlyList<NewEvent>, Task> store;
    private readonly SemaphoreSlim turn = new(1, 1);
    private ImmutableList<IExperimentEvent> history = [];
    private ExceptionDispatchInfo? refusal;

    private ExperimentJournal(string experiment, Func<IReadOnlyList<NewEvent>, Task> store)
    {
        this.store = store;
        Experiment = experiment;
    }

    /// <summary>Name of the experiment and of its stream.</summary>
    public string Experiment { get; }

    /// <summary>What is done so far.</summary>
    public ExperimentProgress Progress { get; } = new();

    /// <summary>What <see cref="Progress"/> follows from. Points of training are left out: they are many and decide nothing.</summary>
    public IReadOnlyList<IExperimentEvent> History => history;

    /// <summary>Time worked so far; of a journal that goes on from events without their times, since then.</summary>
    public WorkingTime Worked { get; private set; } = WorkingTime.Empty;

    /// <summary>
    /// An event could not be stored. From then on recording fails for the same reason: what is missing has to come first.
    /// </summary>
    public bool Broken => refusal is not null;

    /// <summary>Reads what has been recorded of an experiment; nothing, if it is new.</summary>
    public static async Task<ExperimentJournal> OpenAsync(IEventLog log, string experiment, CancellationToken ct)
    {
        var journal = new ExperimentJournal(experiment, async events => await log.AppendAsync(experiment, ExpectedVersion.Any, events));
        await foreach (var stored in log.ReadStreamAsync(experiment, ct: ct))
        {
            journal.Take(stored.Decode(), stored.Timestamp);
        }

        return journal;
    }

    /// <summary>Goes on with an experiment whose log is elsewhere.</summary>
    /// <param name="experiment">Its name.</param>
    /// <param name="history">What has been recorded of it.</param>
    /// <param name="store">Takes events on their way into the log, and returns when they are safe.</param>
    public static ExperimentJournal Continue(
        string experiment, IEnumerable<IExperimentEvent> history, Func<IReadOnlyList<NewEvent>, Task> store)
    {
        var journal = new ExperimentJournal(experiment, store);
        foreach (var happened in history)
        {
            journal.Take(happened, null);
        }

        return journal;
    }

    /// <summary>Records what has just happened. Not cancellable: what happened is recorded even when the run is being stopped.</summary>
    public Task RecordAsync(params IReadOnlyList<IExperimentEvent> events)
    {
        // The time is taken when it is their turn: times then follow one another as events do.
        return RecordAsync(() =>
        {
            var now = DateTimeOffset.UtcNow;
            return [.. events.Select(happened => new NewEvent(happened, now))];
        });
    }

    /// <summary>Records what happened earlier, each event with its own time.</summary>
    public Task RecordAsync(IReadOnlyList<NewEvent> events) => RecordAsync(() => events);

    private async Task RecordAsync(Func<IReadOnlyList<NewEvent>> happened)
    {
        await turn.WaitAsync();
        try
        {
            refusal?.Throw();
            var events = happened();
            await StoreAsync(events);
            foreach (var recorded in events)
            {
                Take(recorded.Data, recorded.Timestamp);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task StoreAsync(IReadOnlyList<NewEvent> events)
    {
        try
        {
            await store(events);
        }
        catch (Exception error)
        {
            refusal = ExceptionDispatchInfo.Capture(error);
            throw;
        }
    }

    private void Take(IExperimentEvent happened, DateTimeOffset? at)
    {
        Progress.Apply(happened);
        if (at is { } time)
        {
            Worked = Worked.Apply(new RecordedEvent(0, 0, time, happened));
        }

        if (happened is not TrainingProgressed)
        {
            history = history.Add(happened);
        }
    }
}
