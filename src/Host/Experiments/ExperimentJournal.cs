using LmmCl.Abstractions.Events;
using LmmCl.EventStore;

namespace LmmCl.Host.Experiments;

/// <summary>An experiment's stream and the state that follows from it. Every event goes to the log first, then into the state.</summary>
public sealed class ExperimentJournal
{
    private readonly IEventLog log;

    private ExperimentJournal(IEventLog log, string experiment)
    {
        this.log = log;
        Experiment = experiment;
    }

    /// <summary>Name of the experiment and of its stream.</summary>
    public string Experiment { get; }

    /// <summary>What is done so far.</summary>
    public ExperimentProgress Progress { get; } = new();

    /// <summary>Reads what has been recorded of an experiment; nothing, if it is new.</summary>
    public static async Task<ExperimentJournal> OpenAsync(IEventLog log, string experiment, CancellationToken ct)
    {
        var journal = new ExperimentJournal(log, experiment);
        await foreach (var stored in log.ReadStreamAsync(experiment, ct: ct))
        {
            journal.Progress.Apply(stored.Decode());
        }

        return journal;
    }

    /// <summary>Records what has just happened. Not cancellable: what happened is recorded even when the run is being stopped.</summary>
    public async Task RecordAsync(params IReadOnlyList<IExperimentEvent> events)
    {
        await log.AppendAsync(Experiment, events, CancellationToken.None);
        foreach (var happened in events)
        {
            Progress.Apply(happened);
        }
    }
}
