using System.Diagnostics;
using System.Runtime.Loader;
using LmmCl.Plugins.Faults;

namespace LmmCl.Plugins;

/// <summary>
/// Tells a plugin's mistakes from the host's where they come up in the middle of the model:
/// what a method wraps around a module is called by the model, not through <see cref="GuardedMethod"/>.
/// </summary>
internal static class PluginFrames
{
    private static readonly AssemblyLoadContext? hosts = AssemblyLoadContext.GetLoadContext(typeof(PluginFrames).Assembly);

    /// <summary>Does the work.</summary>
    /// <exception cref="PluginCallException">An unclassified error came through code of the plugin.</exception>
    public static async Task NameAsync(string plugin, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (PluginFaults.IsPluginFault(error) && CameThroughPlugin(error))
        {
            throw new PluginCallException(plugin, "what it put around the model", error);
        }
    }

    private static bool CameThroughPlugin(Exception error) =>
        new StackTrace(error).GetFrames()
            .Select(frame => frame.GetMethod()?.DeclaringType?.Assembly)
            .Any(assembly => assembly is { IsDynamic: false } && IsPlugins(AssemblyLoadContext.GetLoadContext(assembly)));

    private static bool IsPlugins(AssemblyLoadContext? context) =>
        context is not null && context != hosts && context != AssemblyLoadContext.Default;
}
