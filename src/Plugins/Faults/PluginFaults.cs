using LmmCl.Abstractions;

namespace LmmCl.Plugins.Faults;

/// <summary>Separates bugs in a plugin's code from errors that any code can run into.</summary>
internal static class PluginFaults
{
    private const int NoSpaceLeft = 28;

    /// <summary>False for input errors, cancellation, and exhausted memory or disk space.</summary>
    public static bool IsPluginFault(Exception error) =>
        error is not (OperationCanceledException or InputException or PluginCallException or OutOfMemoryException)
        && !IsDiskFull(error)
        && !SaysOutOfMemory(error);

    /// <summary>True if the file system reports that no space is left.</summary>
    public static bool IsDiskFull(Exception error) => error is IOException && (error.HResult & 0xFFFF) == NoSpaceLeft;

    /// <summary>True if libtorch reports that it is out of memory, which shows only in the message of an ordinary error.</summary>
    public static bool SaysOutOfMemory(Exception error) => error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);
}
