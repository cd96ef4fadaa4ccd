namespace LmmCl.Runs.Queueing;

/// <summary>The slots of this service: what they do, and how to stop it.</summary>
public interface IRunningExperiments
{
    /// <summary>The slots, in order of their numbers.</summary>
    IReadOnlyList<SlotState> Slots { get; }

    /// <summary>The slot that runs an experiment; null if none does.</summary>
    SlotState? Find(string experiment) => Slots.FirstOrDefault(slot => slot.Experiment == experiment);

    /// <summary>Asks an experiment to save its state and stop; at once if no slot runs it.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="reason">Reason, which its history tells.</param>
    /// <returns>Completes once its worker has stopped and its events are recorded.</returns>
    Task StopAsync(string experiment, string reason);
}
