using LmmCl.Abstractions;

namespace LmmCl.Plugins.Faults;

/// <summary>Tells a mistake in a plugin's code from what any code can run into.</summary>
internal static class PluginFaults
{
    private const int NoSpaceLeft = 28;

    /// <summary>False for wrong input, cancellation, and what the machine lacks: memory or disk space.</summary>
    public static bool IsPluginFault(Exception error) =>
        error is not (OperationCanceledException or InputException or PluginCallException or OutOfMemoryException)
        && !IsDiskFull(error)
        && !SaysOutOfMemory(error);

    /// <summary>The file system reports that no space is left.</summary>
    public static bool IsDiskFull(Exception error) => error is IOException && (error.HResult & 0xFFFF) == NoSpaceLeft;

    /// <summary>libtorch reports missing memory as an ordinary error, by its message alone.</summary>
    public static bool SaysOutOfMemory(Exception error) => error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);
}
