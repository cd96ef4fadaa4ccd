using System.Text.Json.Nodes;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Tests;

/// <summary>Copies of plugins of the zoo (tests/zoo), trusted as they are, that a test may spoil.</summary>
internal sealed class Zoo : IDisposable
{
    /// <summary>Where the build puts them; Zoo.targets writes it down.</summary>
    private static readonly string built = (string)AppContext.GetData("LmmCl.Tests.Zoo")!;

    public Zoo(params string[] plugins)
    {
        Root = Directory.CreateTempSubdirectory("lmmcl-zoo-").FullName;
        foreach (var plugin in plugins)
        {
            PluginFolder.Copy(Path.Combine(built, plugin), Folder(plugin));
        }
    }

    public string Root { get; }

    public string Plugins => Path.Combine(Root, "plugins");

    public string Folder(string plugin) => Path.Combine(Plugins, plugin);

    /// <summary>The plugins as a host finds them that starts now.</summary>
    public PluginCatalogue Open() =>
        new(new PluginSearchPath(PluginCatalogue.DefaultFolder, [Plugins]), Path.Combine(Root, "plugins.json"));

    public PluginCatalogue OpenTrusting(string id)
    {
        Open().Trust(id);
        return Open();
    }

    /// <summary>Takes a file out of a plugin's folder and off its list.</summary>
    public void Remove(string plugin, string file)
    {
        File.Delete(Path.Combine(Folder(plugin), file));
        var manifest = Path.Combine(Folder(plugin), PluginManifest.FileName);
        var json = JsonNode.Parse(File.ReadAllText(manifest))!;
        json["files"]!.AsObject().Remove(file);
        File.WriteAllText(manifest, json.ToJsonString());
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
