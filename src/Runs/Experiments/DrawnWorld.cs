using LmmCl.Abstractions;
using LmmCl.Data.TinyWorld;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// A TinyWorld generated from a seed into a folder: generated on first use and reused afterwards. It is generated beside the folder and
/// renamed when complete; one process generates it while others wait.
/// </summary>
/// <param name="Folder">The folder of the world.</param>
/// <param name="Seed">Seed of the pictures.</param>
/// <param name="Sizes">Amounts to generate; null for the defaults.</param>
internal sealed record DrawnWorld(string Folder, int Seed, TinyWorldSizes? Sizes = null)
{
    private string Complete => Path.Combine(Folder, TinyWorldFiles.World);

    private string Trimmed => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder));

    /// <summary>The captions used by the counting-bias probe.</summary>
    public string ProbeCaptions => Path.Combine(Folder, "probe", "captions.json");

    /// <summary>Returns the world's YAML file, generating the world if necessary.</summary>
    public string File()
    {
        using var alone = FileLock.Take(Trimmed + ".lock");
        if (!System.IO.File.Exists(Complete))
        {
            // A folder without the YAML is incomplete: older builds generate in place and write the YAML last.
            Draw();
        }

        return Complete;
    }

    /// <summary>Generates the world into a folder that does not exist or is empty.</summary>
    /// <exception cref="InputException">The folder is not empty; it is left unchanged.</exception>
    public string DrawNew()
    {
        using var alone = FileLock.Take(Trimmed + ".lock");
        if (System.IO.File.Exists(Trimmed) || (Directory.Exists(Trimmed) && Directory.EnumerateFileSystemEntries(Trimmed).Any()))
        {
            throw new InputException(Folder, "there is something in it already.", "Name a folder that does not exist, or empty this one.");
        }

        Draw();
        return Complete;
    }

    private void Draw()
    {
        var drawing = Trimmed + ".drawing";
        Remove(drawing);
        TinyWorldFiles.Write(drawing, Seed, Sizes ?? new TinyWorldSizes());
        Remove(Trimmed);
        Directory.Move(drawing, Trimmed);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
