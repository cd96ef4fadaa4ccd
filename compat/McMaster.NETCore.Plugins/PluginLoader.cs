using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins.Loader;

namespace McMaster.NETCore.Plugins;

/// <summary>Loads an assembly with its own dependencies, apart from the host's.</summary>
public class PluginLoader : IDisposable
{
    private readonly PluginConfig config;
    private readonly PluginFolderWatch? watch;
    private PluginLoadContext context;
    private bool disposed;

    public PluginLoader(PluginConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        this.config = config;
        context = new PluginLoadContext(config);
        if (config.EnableHotReload)
            watch = new PluginFolderWatch(Path.GetDirectoryName(config.MainAssemblyPath)!, config.ReloadDelay, Reload);
    }

    public event PluginReloadedEventHandler? Reloaded;

    public bool IsUnloadable => context.IsCollectible;

    internal AssemblyLoadContext LoadContext => context;

    public static PluginLoader CreateFromAssemblyFile(string assemblyFile) => CreateFromAssemblyFile(assemblyFile, _ => { });

    public static PluginLoader CreateFromAssemblyFile(string assemblyFile, bool isUnloadable, Type[] sharedTypes) =>
        CreateFromAssemblyFile(assemblyFile, isUnloadable, sharedTypes, _ => { });

    public static PluginLoader CreateFromAssemblyFile(
        string assemblyFile, bool isUnloadable, Type[] sharedTypes, Action<PluginConfig> configure) =>
        CreateFromAssemblyFile(assemblyFile, sharedTypes, config =>
        {
            config.IsUnloadable = isUnloadable;
            configure(config);
        });

    public static PluginLoader CreateFromAssemblyFile(string assemblyFile, Type[] sharedTypes) =>
        CreateFromAssemblyFile(assemblyFile, sharedTypes, _ => { });

    public static PluginLoader CreateFromAssemblyFile(string assemblyFile, Type[] sharedTypes, Action<PluginConfig> configure) =>
        CreateFromAssemblyFile(assemblyFile, config =>
        {
            foreach (var assembly in sharedTypes.Select(type => type.Assembly).Distinct())
                config.SharedAssemblies.Add(assembly.GetName());
            configure(config);
        });

    public static PluginLoader CreateFromAssemblyFile(string assemblyFile, Action<PluginConfig> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var config = new PluginConfig(assemblyFile);
        configure(config);
        return new PluginLoader(config);
    }

    public Assembly LoadDefaultAssembly()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return context.LoadMain();
    }

    public Assembly LoadAssembly(AssemblyName assemblyName)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return context.LoadFromAssemblyName(assemblyName);
    }

    public Assembly LoadAssembly(string assemblyName) => LoadAssembly(new AssemblyName(assemblyName));

    public Assembly LoadAssemblyFromPath(string assemblyPath) => context.LoadFromAssemblyPath(assemblyPath);

    /// <summary>Makes <see cref="Type.GetType(string)"/> and its like look in the plugin until disposed.</summary>
    public AssemblyLoadContext.ContextualReflectionScope EnterContextualReflection() => context.EnterContextualReflection();

    /// <summary>
    /// Gives the loaded assemblies up and starts afresh from the files. Unloading completes when nothing refers to them any more.
    /// </summary>
    public void Reload()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!IsUnloadable)
            throw new InvalidOperationException("Only an unloadable plugin can be reloaded.");
        context.Unload();
        context = new PluginLoadContext(config);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Reloaded?.Invoke(this, new PluginReloadedEventArgs(this));
    }

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        watch?.Dispose();
        if (context.IsCollectible)
            context.Unload();
        GC.SuppressFinalize(this);
    }
}
