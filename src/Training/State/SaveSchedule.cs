using LmmCl.Training.Optimisation;

namespace LmmCl.Training.State;

/// <summary>When it is time to save: after so many steps or so many seconds, whichever comes first.</summary>
internal sealed class SaveSchedule(TrainingOptions options, TimeProvider time)
{
    private long last = time.GetTimestamp();

    /// <summary>Whether a state should be saved after <paramref name="step"/> steps.</summary>
    public bool IsDue(int step) =>
        (options.SaveEvery > 0 && step % options.SaveEvery == 0)
        || (options.SaveEverySeconds > 0 && time.GetElapsedTime(last) >= TimeSpan.FromSeconds(options.SaveEverySeconds));

    /// <summary>
    /// A state is saved: the seconds count from here. Those that saving took are left out, so that a slow disk does not save without end.
    /// </summary>
    public void Saved() => last = time.GetTimestamp();
}
