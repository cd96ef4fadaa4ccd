using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;

namespace LmmCl.Host.Metrics;

/// <summary>
/// The experiments that the metrics show, and the state of all others. Experiments that do not run leave it some time after their last
/// event, so that a long history does not become a large scrape.
/// </summary>
internal sealed class ExperimentRegistry(MetricSettings settings, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ExperimentFigures> shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExperimentStatus> states = new(StringComparer.Ordinal);

    /// <summary>True once the whole log is folded; nothing is shown before.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Folds an event of an experiment's stream.</summary>
    /// <param name="stream">The experiment.</param>
    /// <param name="recorded">The event.</param>
    /// <param name="took">Gets the method and the duration of each training step in seconds.</param>
    public void Apply(string stream, RecordedEvent recorded, Action<string, double> took)
    {
        lock (gate)
        {
            if (!shown.TryGetValue(stream, out var figures))
            {
                shown[stream] = figures = new ExperimentFigures(stream);
            }

            figures.Apply(recorded, seconds => took(figures.Summary.Specification?.Method ?? "", seconds));
            states[stream] = figures.Summary.Status;
        }
    }

    /// <summary>True if the experiment left the metrics, so that its earlier events must be folded again before another.</summary>
    public bool HasLeft(string stream, long version)
    {
        lock (gate)
        {
            return version > 1 && !shown.ContainsKey(stream);
        }
    }

    /// <summary>Notes that an experiment progressed without an event.</summary>
    public void Progressed(string experiment)
    {
        lock (gate)
        {
            if (shown.TryGetValue(experiment, out var figures))
            {
                figures.LastProgress = time.GetUtcNow();
            }
        }
    }

    /// <summary>Shows what is folded.</summary>
    public void Ready()
    {
        Prune();
        IsReady = true;
    }

    /// <summary>Removes experiments that ended long ago and, above the limit, those with the oldest last event.</summary>
    public void Prune()
    {
        var limit = time.GetUtcNow() - settings.KeepFinished;
        lock (gate)
        {
            var resting = shown.Values.Where(figures => figures.Summary.Status != ExperimentStatus.Running).ToList();
            var surplus = shown.Values
                .OrderBy(figures => figures.Summary.Status == ExperimentStatus.Running)
                .ThenBy(figures => figures.LastEvent)
                .Take(shown.Count - settings.MostExperiments);
            foreach (var gone in resting.Where(figures => figures.LastEvent <= limit).Union(surplus.ToList()))
            {
                shown.Remove(gone.Experiment);
            }
        }
    }

    /// <summary>Reads figures of every experiment shown, in order of names.</summary>
    public IReadOnlyList<T> Read<T>(Func<ExperimentFigures, IEnumerable<T>> read)
    {
        lock (gate)
        {
            return IsReady ? [.. shown.Values.OrderBy(figures => figures.Experiment, StringComparer.Ordinal).SelectMany(read)] : [];
        }
    }

    /// <summary>The number of experiments in each state, also of those not shown.</summary>
    public IReadOnlyDictionary<ExperimentStatus, int> CountStates()
    {
        lock (gate)
        {
            return states.Values.CountBy(status => status).ToDictionary();
        }
    }
}
