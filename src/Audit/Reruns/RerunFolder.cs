using LmmCl.Abstractions;

namespace LmmCl.Audit.Reruns;

/// <summary>A folder of runs for one rerun: gone when it is over, unless it is to be kept.</summary>
internal sealed class RerunFolder : IDisposable
{
    private readonly List<string> links = [];
    private bool kept;

    private RerunFolder(string runs) => Runs = runs;

    /// <summary>The folder.</summary>
    public string Runs { get; }

    /// <summary>Makes it.</summary>
    /// <param name="keep">Where the rerun is to be kept; null to keep nothing.</param>
    /// <exception cref="InputException">There is something already.</exception>
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

    /// <summary>Lets the rerun find the checkpoints that its stage stands on where they lie.</summary>
    /// <param name="from">The run folder.</param>
    /// <param name="to">The rerun's.</param>
    /// <param name="checkpoints">Paths of checkpoints, relative to both.</param>
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

    /// <summary>The rerun is complete: it stays, without what was not made by it.</summary>
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
