using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// An experiment's stream and the state folded from it. Every event is appended to the log first, then applied to the state. Any thread may
/// record; recordings are serialised.
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

    /// <summary>The current progress.</summary>
    public ExperimentProgress Progress { get; } = new();

    /// <summary>
    /// The events that <see cref="Progress"/> is folded from. Training points are left out: they are many and do not affect it. Of the
    /// records of one benchmark's unfinished answers, only the last is kept.
    /// </summary>
    public IReadOnlyList<IExperimentEvent> History => history;

    /// <summary>Working time so far; if the journal continues from events without times, the time since then.</summary>
    public WorkingTime Worked { get; private set; } = WorkingTime.Empty;

    /// <summary>
    /// True once an event could not be stored. All later recordings fail for the same reason, since the missing event must come first.
    /// </summary>
    public bool Broken => refusal is not null;

    /// <summary>Reads the recorded events of an experiment; none if it is new.</summary>
    /// <exception cref="InputException">They were altered.</exception>
    public static async Task<ExperimentJournal> OpenAsync(IEventLog log, string experiment, CancellationToken ct)
    {
        var journal = new ExperimentJournal(experiment, async events => await log.AppendAsync(experiment, ExpectedVersion.Any, events));
        await foreach (var stored in log.ReadVerifiedAsync(experiment, ct))
        {
            journal.Take(stored.Decode(), stored.Timestamp);
        }

        return journal;
    }

    /// <summary>Continues an experiment whose log is elsewhere.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="history">Events recorded so far.</param>
    /// <param name="store">Forwards events to the log, and returns when they are durable.</param>
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

    /// <summary>
    /// Records events that have just happened. Cannot be cancelled: events are recorded even while the run is being stopped.
    /// </summary>
    public Task RecordAsync(params IReadOnlyList<IExperimentEvent> events)
    {
        // Take the time when it is this recording's turn, so that timestamps are in the order of the events.
        return RecordAsync(() =>
        {
            var now = DateTimeOffset.UtcNow;
            return [.. events.Select(happened => new NewEvent(happened, now))];
        });
    }

    /// <summary>Records earlier events, each with its own time.</summary>
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

    private static bool IsReplaced(IExperimentEvent earlier, AnswersSaved saved) =>
        earlier is AnswersSaved answers
        && (answers.Stage, answers.Variant, answers.Benchmark) == (saved.Stage, saved.Variant, saved.Benchmark);

    private void Take(IExperimentEvent happened, DateTimeOffset? at)
    {
        Progress.Apply(happened);
        if (at is { } time)
        {
            Worked = Worked.Apply(new RecordedEvent(0, 0, time, happened));
        }

        if (happened is not TrainingProgressed)
        {
            history = (happened is AnswersSaved saved ? history.RemoveAll(earlier => IsReplaced(earlier, saved)) : history).Add(happened);
        }
    }
}
