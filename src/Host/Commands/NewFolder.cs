using LmmCl.Abstractions;

namespace LmmCl.Host.Commands;

/// <summary>
/// An output folder of a command, created atomically: it gets its final name once it is complete, and never replaces anything.
/// </summary>
internal sealed class NewFolder
{
    private readonly string path;

    /// <summary>Starts a folder and deletes what an interrupted attempt left.</summary>
    /// <param name="path">Final path of the folder.</param>
    /// <exception cref="InputException">The folder exists.</exception>
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

    /// <summary>Temporary path for the content.</summary>
    public string Partial { get; }

    /// <summary>Copies a file into the folder.</summary>
    public void Copy(string file, params ReadOnlySpan<string> place)
    {
        var copy = Path.Combine([Partial, .. place]);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy);
    }

    /// <summary>Moves the folder to its final path.</summary>
    public void Complete() => Directory.Move(Partial, path);
}
