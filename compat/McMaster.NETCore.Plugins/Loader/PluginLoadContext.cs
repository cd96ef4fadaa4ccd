using System.Reflection;
using System.Runtime.Loader;

namespace McMaster.NETCore.Plugins.Loader;

/// <summary>Looks in the host for what is shared, then beside the plugin, then in the host again.</summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly PluginConfig config;
    private readonly AssemblyDependencyResolver resolver;
    private readonly string folder;
    private readonly HashSet<string> privateNames;
    private readonly HashSet<string> sharedNames;

    public PluginLoadContext(PluginConfig config)
        : base(Path.GetFileNameWithoutExtension(config.MainAssemblyPath), config.IsUnloadable)
    {
        this.config = config;
        resolver = new AssemblyDependencyResolver(config.MainAssemblyPath);
        folder = Path.GetDirectoryName(config.MainAssemblyPath)!;
        privateNames = Names(config.PrivateAssemblies);
        sharedNames = config.IsLazyLoaded ? Names(config.SharedAssemblies) : WithReferences(config.SharedAssemblies);
    }

    public Assembly LoadMain() => FromFile(config.MainAssemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name)
            return null;

        var shared = !privateNames.Contains(name) && (config.PreferSharedTypes || sharedNames.Contains(name));
        if (shared && FromHost(assemblyName) is { } host)
            return host;

        return Find(assemblyName) is { } path ? FromFile(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = resolver.ResolveUnmanagedDllToPath(unmanagedDllName)
            ?? NativeNames(unmanagedDllName).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }

    /// <summary>
    /// The resolver knows what a deps.json lists.
    /// A native library that just lies beside the plugin is found by the names that a loader would try.
    /// </summary>
    private static IEnumerable<string> NativeNames(string name)
    {
        var (prefix, suffix) = OperatingSystem.IsWindows() ? ("", ".dll") : ("lib", OperatingSystem.IsMacOS() ? ".dylib" : ".so");
        return [name, name + suffix, prefix + name + suffix, prefix + name];
    }

    private static HashSet<string> Names(IEnumerable<AssemblyName> assemblies) =>
        assemblies.Select(assembly => assembly.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private Assembly? FromHost(AssemblyName name)
    {
        try
        {
            return config.DefaultContext.LoadFromAssemblyName(name);
        }
        catch (Exception error) when (error is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // The host has none, or an older one than the plugin asks for.
            return null;
        }
    }

    private string? Find(AssemblyName name)
    {
        if (resolver.ResolveAssemblyToPath(name) is { } resolved)
            return resolved;
        var culture = string.IsNullOrEmpty(name.CultureName) ? folder : Path.Combine(folder, name.CultureName);
        var beside = Path.Combine(culture, name.Name + ".dll");
        return File.Exists(beside) ? beside : null;
    }

    private Assembly FromFile(string path)
    {
        if (!config.LoadInMemory)
            return LoadFromAssemblyPath(path);
        using var code = new MemoryStream(File.ReadAllBytes(path));
        var symbols = Path.ChangeExtension(path, ".pdb");
        if (!File.Exists(symbols))
            return LoadFromStream(code);
        using var debug = new MemoryStream(File.ReadAllBytes(symbols));
        return LoadFromStream(code, debug);
    }

    /// <summary>A shared type's members have types too: what a shared assembly refers to is shared with it.</summary>
    private HashSet<string> WithReferences(IEnumerable<AssemblyName> shared)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<AssemblyName>(shared);
        while (waiting.TryDequeue(out var next))
        {
            if (next.Name is null || !names.Add(next.Name) || FromHost(next) is not { } assembly)
                continue;
            foreach (var reference in assembly.GetReferencedAssemblies())
                waiting.Enqueue(reference);
        }

        return names;
    }
}
