using System.Diagnostics;
using System.Runtime.Loader;
using LmmCl.Plugins.Faults;

namespace LmmCl.Plugins;

/// <summary>
/// Attributes exceptions from the middle of the model to a plugin or to the host: a module that a method wraps is called by the model, not
/// through <see cref="GuardedMethod"/>.
/// </summary>
internal static class PluginFrames
{
    private static readonly AssemblyLoadContext? hosts = AssemblyLoadContext.GetLoadContext(typeof(PluginFrames).Assembly);

    /// <summary>Runs the work and names the plugin in its exceptions.</summary>
    /// <exception cref="PluginCallException">An unclassified exception passed through the plugin's code.</exception>
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
