using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Queueing;

/// <summary>The state of a slot.</summary>
/// <param name="Slot">Number of the slot, counted from 1.</param>
/// <param name="Device">The device that it uses for experiments that do not name one.</param>
/// <param name="Experiment">The experiment that it runs; null if it is idle.</param>
/// <param name="Since">Time since which it does so.</param>
/// <param name="Progress">The piece of work in progress; null if there is none.</param>
public sealed record SlotState(int Slot, string Device, string? Experiment, DateTimeOffset Since, WorkInProgress? Progress)
{
    /// <summary>True once the experiment was asked to save its state and stop.</summary>
    public bool IsStopping { get; init; }
}
