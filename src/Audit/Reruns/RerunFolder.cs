using LmmCl.Abstractions;

namespace LmmCl.Audit.Reruns;

/// <summary>The runs folder of one rerun; deleted afterwards unless it is to be kept.</summary>
internal sealed class RerunFolder : IDisposable
{
    private readonly List<string> links = [];
    private bool kept;

    private RerunFolder(string runs) => Runs = runs;

    /// <summary>The folder.</summary>
    public string Runs { get; }

    /// <summary>Creates the folder.</summary>
    /// <param name="keep">Path to keep the rerun at; null to delete it.</param>
    /// <exception cref="InputException">The path already exists.</exception>
    public static RerunFolder Create(string? keep)
    {
        if (keep is not null && Path.Exists(keep))
        {
            throw new InputException(keep, "it exists already.", "Name a folder that does not.");
        }

        return new RerunFolder(keep is null
            ? Directory.CreateTempSubdirectory("lmmcl-rerun-").FullName
            : Directory.CreateDirectory(Path.GetFullPath(keep)).FullName);
    }

    /// <summary>Links the checkpoints that the stage depends on into the rerun's folder.</summary>
    /// <param name="from">The run folder.</param>
    /// <param name="to">The run folder of the rerun.</param>
    /// <param name="checkpoints">Paths of the checkpoints, relative to both folders.</param>
    public void Link(string from, string to, IEnumerable<string> checkpoints)
    {
        foreach (var checkpoint in checkpoints)
        {
            var link = Path.Combine(to, checkpoint);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            Directory.CreateSymbolicLink(link, Path.GetFullPath(Path.Combine(from, checkpoint)));
            links.Add(link);
        }
    }

    /// <summary>Keeps the completed rerun, without files that it did not create.</summary>
    public void Keep()
    {
        kept = true;
        foreach (var link in links)
        {
            Directory.Delete(link);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!kept)
        {
            Directory.Delete(Runs, recursive: true);
        }
    }
}
