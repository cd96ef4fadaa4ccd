using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Plugins.Faults;
using LmmCl.Training;

namespace LmmCl.Runs.Experiments;

/// <summary>Classifies the exception that ended a stage.</summary>
internal static class FailureKinds
{
    public static FailureKind Of(Exception error) => error switch
    {
        _ when PluginFaults.IsDiskFull(error) => FailureKind.DiskFull,
        InputException { InnerException: { } inner } when PluginFaults.IsDiskFull(inner) => FailureKind.DiskFull,
        StageWorkException worker => worker.Kind,
        PluginCallException or BrokenDeclarationException => FailureKind.PluginError,
        InputException => FailureKind.BadInput,
        TrainingDivergedException => FailureKind.Diverged,
        OutOfMemoryException => FailureKind.OutOfMemory,
        _ when PluginFaults.SaysOutOfMemory(error) => FailureKind.OutOfMemory,
        _ => FailureKind.Unclassified,
    };
}
