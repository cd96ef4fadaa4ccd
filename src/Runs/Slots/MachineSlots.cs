using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Slots;

/// <summary>Slots for experiments that run side by side on this machine, each with a worker process of its own.</summary>
internal static class MachineSlots
{
    /// <summary>The number of slots of this machine.</summary>
    /// <exception cref="Abstractions.InputException">The variable is not a number of threads.</exception>
    public static int Count() => Count(Devices.Cuda().Count, Environment.ProcessorCount, WorkerThreads.Count());

    /// <summary>One slot per GPU; without a GPU, as many as there are cores for all their threads, and at least one.</summary>
    internal static int Count(int gpus, int cores, int threads) => gpus > 0 ? gpus : Math.Max(1, cores / threads);
}
