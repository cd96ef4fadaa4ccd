using System.Collections.Immutable;
using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Runs.Jobs;

/// <summary>The jobs of a sweep: a fold over the events of their stream.</summary>
public sealed record JobsState : IReadModel<JobsState>
{
    private ImmutableDictionary<string, JobEntry> entries = ImmutableDictionary.Create<string, JobEntry>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public static JobsState Empty { get; } = new();

    /// <summary>Number of events so far; the next one has the number after it.</summary>
    public long Events { get; private init; }

    /// <summary>The last plan; null if there is none.</summary>
    public JobsPlanned? Plan { get; private init; }

    /// <summary>The planned experiments, in order, and those of earlier plans whose jobs have not ended.</summary>
    public IReadOnlyList<JobEntry> Entries
    {
        get
        {
            IReadOnlyList<string> planned = Plan?.Experiments ?? [];
            var known = planned.ToHashSet(StringComparer.Ordinal);
            return
            [
                .. planned.Select(name => entries[name]),
                .. entries.Values.Where(entry => entry.IsOpen && !known.Contains(entry.Experiment))
                    .OrderBy(entry => entry.Experiment, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>True if as many jobs are open as the plan allows.</summary>
    public bool IsFull => Plan?.MaxJobs is { } most && entries.Values.Count(entry => entry.IsOpen) >= most;

    /// <summary>True if nothing is left to submit or to follow.</summary>
    public bool IsOver => entries.Values.All(entry => !entry.IsOpen) && (Plan?.Experiments ?? []).All(name => !entries[name].IsToSubmit);

    /// <inheritdoc/>
    public static bool Concerns(Type kind) => kind.IsAssignableTo(typeof(IJobEvent));

    /// <summary>An experiment, also of an earlier plan; null if it was never planned.</summary>
    public JobEntry? Find(string experiment) => entries.GetValueOrDefault(experiment);

    /// <inheritdoc/>
    public JobsState Apply(RecordedEvent recorded)
    {
        if (recorded.What is not IJobEvent happened)
        {
            return this;
        }

        var state = this with { Events = Events + 1 };
        return happened switch
        {
            JobsPlanned plan => state with
            {
                Plan = plan,
                entries = entries.SetItems(plan.Experiments.Distinct().Select(name =>
                    KeyValuePair.Create(name, Planned(name, recorded.At)))),
            },
            JobAnnounced announced => state.With(announced.Experiment, entry => entry with
            {
                Status = JobStatus.Announced,
                Submission = announced.Submission,
                Key = announced.Key,
                Job = null,
                ChangedAt = recorded.At,
            }),
            JobSubmitted submitted => state.With(submitted.Experiment, entry => entry with
            {
                Status = JobStatus.Submitted,
                Job = submitted.Job,
                ChangedAt = recorded.At,
            }),
            JobEnded ended => state.With(ended.Experiment, entry => entry.Ended(ended, recorded.At)),
            _ => state,
        };
    }

    /// <summary>A new plan counts failures anew; a job that the cluster has goes on.</summary>
    private JobEntry Planned(string experiment, DateTimeOffset at) => entries.GetValueOrDefault(experiment) switch
    {
        null => new JobEntry(experiment) { ChangedAt = at },
        { IsOpen: true } open => open with { End = null, SameEnds = 0 },
        { IsComplete: true } complete => complete,
        { } ended => ended with { Status = JobStatus.Planned, End = null, SameEnds = 0, ChangedAt = at },
    };

    private JobsState With(string experiment, Func<JobEntry, JobEntry> change) =>
        entries.TryGetValue(experiment, out var entry) ? this with { entries = entries.SetItem(experiment, change(entry)) } : this;
}
