using LmmCl.Abstractions;
using LmmCl.Data.TinyWorld;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// A TinyWorld of a seed in a folder: drawn when it is first needed, kept for whoever needs it next. It is drawn beside the folder and gets
/// the folder's name when it is complete; one process draws, others wait.
/// </summary>
/// <param name="Folder">The folder that holds it.</param>
/// <param name="Seed">Seed of its pictures.</param>
/// <param name="Sizes">How much of everything is drawn; null for the default.</param>
internal sealed record DrawnWorld(string Folder, int Seed, TinyWorldSizes? Sizes = null)
{
    private string Complete => Path.Combine(Folder, TinyWorldFiles.World);

    private string Trimmed => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder));

    /// <summary>The captions that the counting-bias probe asks for.</summary>
    public string ProbeCaptions => Path.Combine(Folder, "probe", "captions.json");

    /// <summary>The world's YAML file; draws the world unless that was done before.</summary>
    public string File()
    {
        using var alone = FileLock.Take(Trimmed + ".lock");
        if (!System.IO.File.Exists(Complete))
        {
            // Worlds were once drawn in place: a folder without the YAML, which came last, was cut off.
            Draw();
        }

        return Complete;
    }

    /// <summary>Draws the world into a folder that does not exist or is empty.</summary>
    /// <exception cref="InputException">There is something in the folder, which is left alone.</exception>
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
