using System.ComponentModel;
using System.Reflection;
using LmmCl.Abstractions;
using LmmCl.Plugins.Faults;

namespace LmmCl.Plugins.Loading;

/// <summary>Describes in one line why a plugin could not be loaded, and decides whether the plugin is at fault.</summary>
internal static class LoadFailure
{
    private const uint SystemErrors = 0x80070000;

    // Loader error codes: too many open files, access denied, out of memory, sharing violations, failing devices, disk full.
    private static readonly int[] ofEnvironment = [4, 5, 8, 14, 31, 32, 33, 112, 1117];

    // dlopen reports errors as text only.
    private static readonly string[] ofNativeLoader =
        ["Too many open files", "Cannot allocate memory", "Input/output error", "Permission denied"];

    /// <summary>The underlying exception of the plugin's code or of the runtime, unwrapped.</summary>
    public static string Reason(Exception error) => error switch
    {
        TargetInvocationException or TypeInitializationException when error.InnerException is { } inner => Reason(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Reason(first),
        FileNotFoundException { FileName: { } assembly } when !File.Exists(assembly) => $"it needs {assembly}, which cannot be found.",
        InputException or ChangedPluginException => error.Message,
        InvalidOperationException when error.Source == typeof(LoadFailure).Assembly.GetName().Name => error.Message,
        _ => $"{error.GetType().Name}: {error.Message}",
    };

    /// <summary>
    /// False for failures that a retry with the same files may not meet: unreadable files, a full disk, no memory, or files replaced since
    /// they were checked.
    /// </summary>
    public static bool IsPluginFault(Exception error) => error switch
    {
        ChangedPluginException or OutOfMemoryException or UnauthorizedAccessException or Win32Exception => false,
        FileNotFoundException or DirectoryNotFoundException or EndOfStreamException => true,
        FileLoadException => !IsOfEnvironment(error.HResult),
        IOException => false,
        DllNotFoundException => !ofNativeLoader.Any(text => error.Message.Contains(text, StringComparison.Ordinal)),
        ReflectionTypeLoadException several => several.LoaderExceptions.OfType<Exception>().All(IsPluginFault),
        _ when PluginFaults.IsDiskFull(error) || PluginFaults.SaysOutOfMemory(error) => false,
        { InnerException: { } inner } => IsPluginFault(inner),
        _ => true,
    };

    private static bool IsOfEnvironment(int result) =>
        ((uint)result & 0xFFFF0000) == SystemErrors && ofEnvironment.Contains(result & 0xFFFF);
}
