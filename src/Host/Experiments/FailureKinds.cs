using LmmCl.Abstractions;
using LmmCl.Abstractions.Events;
using LmmCl.Host.Executors.Worker;
using LmmCl.Host.Plugins;
using LmmCl.Training;

namespace LmmCl.Host.Experiments;

/// <summary>Why a stage ended early, from what was thrown.</summary>
internal static class FailureKinds
{
    private const int NoSpaceLeft = 28;

    public static FailureKind Of(Exception error) => error switch
    {
        IOException io when (io.HResult & 0xFFFF) == NoSpaceLeft => FailureKind.DiskFull,
        InputException { InnerException: IOException io } when (io.HResult & 0xFFFF) == NoSpaceLeft => FailureKind.DiskFull,
        StageWorkException worker => worker.Kind,
        PluginCallException or BrokenDeclarationException => FailureKind.PluginError,
        InputException => FailureKind.BadInput,
        TrainingDivergedException => FailureKind.Diverged,
        OutOfMemoryException => FailureKind.OutOfMemory,
        _ when error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) => FailureKind.OutOfMemory,
        _ => FailureKind.Unclassified,
    };
}
