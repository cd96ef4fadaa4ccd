using System.Reflection;
using LmmCl.Abstractions;

namespace LmmCl.Plugins.Loading;

/// <summary>Says in one line why a plugin could not be loaded.</summary>
internal static class LoadFailure
{
    /// <summary>The exception that the plugin's own code threw, or the runtime about it, without the wrapping around it.</summary>
    public static string Reason(Exception error) => error switch
    {
        TargetInvocationException or TypeInitializationException when error.InnerException is { } inner => Reason(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Reason(first),
        FileNotFoundException { FileName: { } assembly } when !File.Exists(assembly) => $"it needs {assembly}, which cannot be found.",
        InputException => error.Message,
        InvalidOperationException when error.Source == typeof(LoadFailure).Assembly.GetName().Name => error.Message,
        _ => $"{error.GetType().Name}: {error.Message}",
    };
}
