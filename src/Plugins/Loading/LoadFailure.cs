using System.ComponentModel;
using System.Reflection;
using LmmCl.Abstractions;
using LmmCl.Plugins.Faults;

namespace LmmCl.Plugins.Loading;

/// <summary>Says in one line why a plugin could not be loaded, and whether that is the plugin's fault.</summary>
internal static class LoadFailure
{
    private const uint SystemErrors = 0x80070000;

    // Of the loader: too many open files, access denied, out of memory, sharing violations, failing devices, disk full.
    private static readonly int[] ofEnvironment = [4, 5, 8, 14, 31, 32, 33, 112, 1117];

    // Of dlopen, which has texts only.
    private static readonly string[] ofNativeLoader =
        ["Too many open files", "Cannot allocate memory", "Input/output error", "Permission denied"];

    /// <summary>The exception that the plugin's own code threw, or the runtime about it, without the wrapping around it.</summary>
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
    /// False for what another attempt with the same files may not meet: files that cannot be read now, a full disk, no memory, or files
    /// that were exchanged since they were checked.
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
