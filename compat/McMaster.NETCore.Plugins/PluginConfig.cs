using System.Reflection;
using System.Runtime.Loader;

namespace McMaster.NETCore.Plugins;

/// <summary>How a plugin is loaded.</summary>
public class PluginConfig
{
    public PluginConfig(string mainAssemblyPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(mainAssemblyPath);
        if (!Path.IsPathRooted(mainAssemblyPath))
            throw new ArgumentException("The path must be absolute.", nameof(mainAssemblyPath));
        MainAssemblyPath = mainAssemblyPath;
    }

    public string MainAssemblyPath { get; }

    /// <summary>Always the plugin's own, even where the host has one of the same name.</summary>
    public ICollection<AssemblyName> PrivateAssemblies { get; protected set; } = [];

    /// <summary>Always the host's, so that types are the same on both sides.</summary>
    public ICollection<AssemblyName> SharedAssemblies { get; protected set; } = [];

    /// <summary>Whether the host's assemblies go first wherever it has one.</summary>
    public bool PreferSharedTypes { get; set; }

    /// <summary>Whether what shared assemblies refer to is left to be found when it is needed.</summary>
    public bool IsLazyLoaded { get; set; }

    public bool IsUnloadable { get; set; }

    /// <summary>Reads files into memory, so that they are not locked and may be replaced while loaded.</summary>
    public bool LoadInMemory { get; set; }

    public AssemblyLoadContext DefaultContext { get; set; } =
        AssemblyLoadContext.GetLoadContext(Assembly.GetExecutingAssembly()) ?? AssemblyLoadContext.Default;

    private bool enableHotReload;

    /// <summary>Reloads when a file beside the assembly changes; implies that the plugin can be unloaded and lives in memory.</summary>
    public bool EnableHotReload
    {
        get => enableHotReload;
        set
        {
            enableHotReload = value;
            if (value)
            {
                IsUnloadable = true;
                LoadInMemory = true;
            }
        }
    }

    public TimeSpan ReloadDelay { get; set; } = TimeSpan.FromMilliseconds(200);
}
