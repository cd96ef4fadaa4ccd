using LmmCl.Training.Optimisation;

namespace LmmCl.Training.State;

/// <summary>Schedules saves after a number of steps or seconds, whichever comes first.</summary>
internal sealed class SaveSchedule(TrainingOptions options, TimeProvider time)
{
    private long last = time.GetTimestamp();

    /// <summary>Returns true if a state should be saved after <paramref name="step"/> steps.</summary>
    public bool IsDue(int step) =>
        (options.SaveEvery > 0 && step % options.SaveEvery == 0)
        || (options.SaveEverySeconds > 0 && time.GetElapsedTime(last) >= TimeSpan.FromSeconds(options.SaveEverySeconds));

    /// <summary>
    /// Restarts the interval after a state was saved. Time spent saving is excluded, so that a slow disk does not cause continuous saving.
    /// </summary>
    public void Saved() => last = time.GetTimestamp();
}
