using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;

namespace LmmCl.Plugins.Loading;

/// <summary>
/// Resolves every assembly that a plugin references when it is loaded, so that a missing one is found then and not hours into a stage.
/// </summary>
internal static class SharedAssemblies
{
    /// <param name="plugin">The plugin's assembly.</param>
    /// <param name="loader">The loader of that assembly.</param>
    /// <param name="shared">The host's shared assemblies, by name; their own references are shared too.</param>
    /// <exception cref="InvalidOperationException">
    /// A referenced assembly is neither in the plugin's folder, nor part of .NET, nor shared by the host.
    /// </exception>
    public static void RefuseMissing(Assembly plugin, PluginLoader loader, IReadOnlyList<Assembly> shared)
    {
        var known = WithReferences(shared);
        var missing = plugin.GetReferencedAssemblies().Where(name => !known.Contains(name.Name!) && !IsThere(name, loader)).ToList();
        if (missing.Count > 0)
        {
            var names = string.Join(", ", missing.Select(name => $"{name.Name} {name.Version}"));
            throw new InvalidOperationException($"it needs {names}: neither in its folder nor shared by the host.");
        }
    }

    /// <summary>
    /// True if a plugin may reference the assembly. The runtime falls back to the host's assemblies; those the host does not share do not
    /// count.
    /// </summary>
    private static bool IsThere(AssemblyName name, PluginLoader loader)
    {
        try
        {
            var found = loader.LoadAssembly(name);
            return AssemblyLoadContext.GetLoadContext(found) != AssemblyLoadContext.Default || !IsBesideHost(found);
        }
        catch (Exception error) when (error is FileNotFoundException or FileLoadException && LoadFailure.IsPluginFault(error))
        {
            return false;
        }
    }

    /// <summary>
    /// True if the assembly lies in the host's folder. False if .NET itself is there too: then the folder decides nothing.
    /// </summary>
    private static bool IsBesideHost(Assembly assembly) =>
        Folder(assembly) == Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)
        && Folder(assembly) != Folder(typeof(object).Assembly);

    private static string? Folder(Assembly assembly) => Path.GetDirectoryName(assembly.Location);

    private static HashSet<string> WithReferences(IEnumerable<Assembly> shared)
    {
        var names = shared.Select(assembly => assembly.GetName().Name!).ToHashSet(StringComparer.Ordinal);
        var waiting = new Queue<Assembly>(shared);
        while (waiting.TryDequeue(out var next))
        {
            foreach (var reference in next.GetReferencedAssemblies().Where(reference => names.Add(reference.Name!)))
            {
                if (Loaded(reference) is { } assembly)
                {
                    waiting.Enqueue(assembly);
                }
            }
        }

        return names;
    }

    private static Assembly? Loaded(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
