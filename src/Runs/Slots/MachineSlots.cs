using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Slots;

/// <summary>Experiments that this machine runs side by side, each in a slot with a worker process of its own.</summary>
internal static class MachineSlots
{
    /// <summary>The slots of this machine.</summary>
    /// <exception cref="Abstractions.InputException">The number of threads is not set to one.</exception>
    public static int Count() => Count(Devices.Cuda().Count, Environment.ProcessorCount, WorkerThreads.Count());

    /// <summary>One slot for each GPU; without a GPU, as many as have cores for all their threads, and at least one.</summary>
    internal static int Count(int gpus, int cores, int threads) => gpus > 0 ? gpus : Math.Max(1, cores / threads);
}
