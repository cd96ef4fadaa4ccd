using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;

namespace LmmCl.Runs.Jobs;

/// <summary>
/// The stream of a sweep's jobs and the state folded from it. Several hosts may write to it: each event is appended at the version that its
/// writer had read, so that of two hosts that decide the same, one is refused, reads what the other recorded, and decides again.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="sweep">Name of the sweep.</param>
internal sealed class JobStream(IEventLog log, string sweep)
{
    private readonly string stream = JobStreams.Of(sweep);
    private StoredEvent? last;

    /// <summary>Name of the sweep.</summary>
    public string Sweep => sweep;

    /// <summary>The state as last read.</summary>
    public JobsState State { get; private set; } = JobsState.Empty;

    /// <summary>The streams of every sweep that has jobs, read.</summary>
    /// <exception cref="InputException">One of them was altered.</exception>
    public static async Task<IReadOnlyList<JobStream>> ListAsync(IEventLog log, CancellationToken ct)
    {
        var found = new List<JobStream>();
        foreach (var head in await log.ListJobStreamsAsync(ct))
        {
            var jobs = new JobStream(log, JobStreams.SweepOf(head.Stream));
            await jobs.ReadAsync(ct);
            found.Add(jobs);
        }

        return found;
    }

    /// <summary>Reads what was recorded since the last call, by any host.</summary>
    /// <exception cref="InputException">The stream was altered.</exception>
    public async Task<JobsState> ReadAsync(CancellationToken ct)
    {
        await foreach (var stored in log.ReadVerifiedAsync(stream, last, ct))
        {
            last = stored;
            State = State.Apply(new RecordedEvent(stored.Sequence, stored.Version, stored.Timestamp, stored.Decode()));
        }

        return State;
    }

    /// <summary>Records an event.</summary>
    /// <param name="happening">The event that follows a state; null if there is nothing to record any more.</param>
    /// <returns>True if this host recorded it.</returns>
    /// <exception cref="InputException">The store cannot be written.</exception>
    public async Task<bool> TryRecordAsync(Func<JobsState, IJobEvent?> happening)
    {
        while (true)
        {
            var state = await ReadAsync(CancellationToken.None);
            if (happening(state) is not { } happened || state.FindObstacle(happened) is not null)
            {
                return false;
            }

            try
            {
                var result = await log.AppendAsync(stream, state.Events, [new NewEvent(happened, DateTimeOffset.UtcNow)]);
                await ReadAsync(CancellationToken.None);
                return result.Appended > 0;
            }
            catch (WrongExpectedVersionException)
            {
                // Another host was first; its event is read, and the decision made again.
            }
        }
    }
}
