using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Tests;

/// <summary>A copy of a shipped plugin that a test may spoil.</summary>
internal sealed class PluginFolder : IDisposable
{
    public PluginFolder()
    {
        Root = Directory.CreateTempSubdirectory("lmmcl-plugins-").FullName;
        Copy(Path.Combine(PluginCatalogue.DefaultFolder, "SelectiveTuning"), SelectiveTuning);
        File.Copy(Path.Combine(PluginCatalogue.DefaultFolder, "shipped.json"), Path.Combine(Root, "plugins", "shipped.json"));
    }

    public string Root { get; }

    public string SelectiveTuning => Path.Combine(Root, "plugins", "SelectiveTuning");

    public string Manifest => Path.Combine(SelectiveTuning, PluginManifest.FileName);

    /// <summary>A place for plugins that did not come with the host.</summary>
    public string Others => Path.Combine(Root, "others");

    public string Memory => Path.Combine(Root, "plugins.json");

    public PluginCatalogue Open() => new(new PluginSearchPath(Path.Combine(Root, "plugins"), [Others]), Memory);

    /// <summary>Takes the plugin away from the shipped ones and puts it among the others.</summary>
    public string MoveToOthers()
    {
        Directory.CreateDirectory(Others);
        var moved = Path.Combine(Others, "SelectiveTuning");
        Directory.Move(SelectiveTuning, moved);
        return moved;
    }

    public void Rewrite(string old, string replacement)
    {
        var text = File.ReadAllText(Manifest);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(Manifest, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
