using LmmCl.Abstractions;

namespace LmmCl.Host.Commands;

/// <summary>A folder that a command makes for somebody: it gets its name when everything is in it, and replaces nothing.</summary>
internal sealed class NewFolder
{
    private readonly string path;

    /// <summary>Begins; what an interrupted attempt left is cleared away.</summary>
    /// <param name="path">The folder to be.</param>
    /// <exception cref="InputException">It exists.</exception>
    public NewFolder(string path)
    {
        if (Path.Exists(path))
        {
            throw new InputException(path, "it exists already.", "Name a folder that does not.");
        }

        this.path = Path.GetFullPath(path);
        Partial = this.path + ".partial";
        if (Directory.Exists(Partial))
        {
            Directory.Delete(Partial, recursive: true);
        }

        Directory.CreateDirectory(Partial);
    }

    /// <summary>Where its content is put together.</summary>
    public string Partial { get; }

    /// <summary>Copies a file to a place in it.</summary>
    public void Copy(string file, params ReadOnlySpan<string> place)
    {
        var copy = Path.Combine([Partial, .. place]);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy);
    }

    /// <summary>Gives it its name.</summary>
    public void Complete() => Directory.Move(Partial, path);
}
