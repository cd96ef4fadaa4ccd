using LmmCl.Host.Composition;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Queueing;

namespace LmmCl.Host.Queue;

/// <summary>The slots of this service, over the devices of the machine.</summary>
internal sealed class Slots : IRunningExperiments
{
    public Slots(HostSettings options, TimeProvider time)
    {
        var devices = Devices.Available();
        All = [.. Enumerable.Range(0, options.Slots).Select(index => new Slot(index + 1, devices[index % devices.Count], time))];
    }

    /// <summary>Every slot, in order of numbers.</summary>
    public IReadOnlyList<Slot> All { get; }

    IReadOnlyList<SlotState> IRunningExperiments.Slots => [.. All.Select(slot => slot.State)];

    /// <inheritdoc/>
    public Task StopAsync(string experiment, string reason) => Task.WhenAll(All.Select(slot => slot.StopAsync(experiment, reason)));

    /// <summary>Asks every experiment to save its state and stop.</summary>
    public Task StopAllAsync(string reason) => Task.WhenAll(All.Select(slot => slot.StopAsync(null, reason)));
}
