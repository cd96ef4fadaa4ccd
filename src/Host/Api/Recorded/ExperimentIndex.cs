using System.Collections.Concurrent;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Api.Problems;

namespace LmmCl.Host.Api.Recorded;

/// <summary>
/// The experiments and sweeps of the store, folded in memory and kept up to date with the log, so that lists do not read the store. The
/// hash chains are not verified here; reports verify them.
/// </summary>
internal sealed class ExperimentIndex
{
    private readonly ConcurrentDictionary<string, IndexedExperiment> experiments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StreamPositions> positions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SweepPlanned> sweeps = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long head;

    /// <summary>Completes when all events that there were at the start have been read.</summary>
    public Task Complete => complete.Task;

    /// <summary>Sequence number of the last event that was read.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>The error for which events cannot be read at the moment; null if they can.</summary>
    public string? Fault { get; set; }

    /// <summary>Every experiment, the newest first.</summary>
    public IReadOnlyList<IndexedExperiment> Newest => [.. experiments.Values.OrderByDescending(experiment => experiment.First)];

    /// <summary>The latest plan of every sweep, by name.</summary>
    public IReadOnlyDictionary<string, SweepPlanned> Sweeps => sweeps;

    /// <summary>The experiment of a name; null if there is none.</summary>
    public IndexedExperiment? Find(string name) => experiments.GetValueOrDefault(name);

    /// <summary>The experiment of a name.</summary>
    /// <exception cref="ApiProblem">There is none; the fix suggests similar names.</exception>
    public IndexedExperiment Require(string name) => Find(name) ?? throw ApiProblem.Unknown(
        "experiment", name, $"The store has no experiment '{name}'.", [.. experiments.Keys], "It has none at all: run one first.");

    /// <summary>Version of a stream's first event after a sequence number.</summary>
    public long VersionAfter(string stream, long sequence) =>
        positions.TryGetValue(stream, out var known) ? known.VersionAfter(sequence) : 1;

    /// <summary>Declares that all events which existed at the start have been read.</summary>
    public void SetComplete() => complete.TrySetResult();

    /// <summary>Takes the next event of the log.</summary>
    public void Apply(StoredEvent stored)
    {
        positions.GetOrAdd(stored.Stream, _ => new StreamPositions()).Add(stored.Sequence);
        var happened = DecodeOrNull(stored);
        if (happened is SweepPlanned planned)
        {
            sweeps[planned.Sweep] = planned;
        }
        else if (StreamNames.IsExperiment(stored.Stream))
        {
            Apply(stored, happened);
        }

        Volatile.Write(ref head, stored.Sequence);
    }

    private void Apply(StoredEvent stored, IExperimentEvent? happened)
    {
        var known = Find(stored.Stream) ?? new IndexedExperiment(stored.Stream, stored.Sequence, ExperimentSummary.Empty, default);
        var summary = happened is null
            ? known.Summary
            : known.Summary.Apply(new RecordedEvent(stored.Sequence, stored.Version, stored.Timestamp, happened));
        experiments[stored.Stream] = known with { Summary = summary, Head = IndexedHead.Of(stored) };
    }

    /// <summary>The event; null if a newer build wrote it, which reports refuse with the reason.</summary>
    private static IExperimentEvent? DecodeOrNull(StoredEvent stored)
    {
        try
        {
            return stored.Decode();
        }
        catch (UnknownEventTypeException)
        {
            return null;
        }
    }
}
