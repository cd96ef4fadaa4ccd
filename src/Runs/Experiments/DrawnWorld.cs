using LmmCl.Data.TinyWorld;

namespace LmmCl.Runs.Experiments;

/// <summary>A TinyWorld of a seed in a folder: drawn when it is first needed, kept for whoever needs it next.</summary>
/// <param name="Folder">The folder that holds it.</param>
/// <param name="Seed">Seed of its pictures.</param>
internal sealed record DrawnWorld(string Folder, int Seed)
{
    /// <summary>The captions that the counting-bias probe asks for.</summary>
    public string ProbeCaptions => Path.Combine(Folder, "probe", "captions.json");

    /// <summary>The world's YAML file; draws the world unless that was done before.</summary>
    public string File()
    {
        var complete = Path.Combine(Folder, TinyWorldFiles.World);

        // Whoever comes while another process draws waits for it.
        using var alone = RunLock.Take(Path.TrimEndingDirectorySeparator(Folder) + ".lock");
        if (!System.IO.File.Exists(complete))
        {
            // The world's YAML is written last, so a folder without it was cut off.
            if (Directory.Exists(Folder))
            {
                Directory.Delete(Folder, recursive: true);
            }

            TinyWorldFiles.Write(Folder, Seed, new TinyWorldSizes());
        }

        return complete;
    }
}
