namespace LmmCl.Tests;

/// <summary>A copy of the small world and its model that a test may spoil.</summary>
internal sealed class CopiedWorld : IDisposable
{
    public CopiedWorld(SmallWorld world)
    {
        Root = Directory.CreateTempSubdirectory("lmmcl-copy-").FullName;
        SmallWorld.Copy(world.Root, Root);
    }

    public string Root { get; }

    public string Folder => Path.Combine(Root, "world");

    public string Model => Path.Combine(Root, "model");

    public string Short => Path.Combine(Folder, "short.yaml");

    /// <summary>Replaces a piece of a file, which must be there.</summary>
    public static void Rewrite(string file, string old, string replacement)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        File.WriteAllText(file, text[..at] + replacement + text[(at + old.Length)..]);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
