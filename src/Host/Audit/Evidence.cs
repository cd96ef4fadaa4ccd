using LmmCl.Abstractions;
using LmmCl.Abstractions.Events;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Host.Audit;

/// <summary>A file, or a checkpoint folder, that an event names with its hash.</summary>
/// <param name="Path">Relative to the run folder.</param>
/// <param name="Hash">As recorded: of the file, or of the folder's manifest.</param>
/// <param name="IsCheckpoint">Whether it is a folder.</param>
internal sealed record Evidence(string Path, ContentHash Hash, bool IsCheckpoint = false)
{
    /// <summary>
    /// What an event names. The state of an interrupted stage is of no use once the stage is done and may be gone, so it is no evidence.
    /// </summary>
    public static IEnumerable<Evidence> Of(IExperimentEvent happened) => happened switch
    {
        ParametersSelected e => [new(e.ListPath, e.List)],
        CheckpointWritten e => [new(e.Path, e.Manifest, IsCheckpoint: true)],
        IScoreEvent { Score: var score } => [new(score.AnswersPath, score.Answers)],
        ProbeMeasured { Details: { } hash, DetailsPath: { } path } => [new(path, hash)],
        _ => [],
    };

    /// <summary>What is wrong with it below <paramref name="root"/>; null if nothing.</summary>
    /// <param name="root">The run folder.</param>
    /// <param name="checkContents">False to believe a checkpoint's manifest what it says of the tensors, which takes long to check.</param>
    public string? FindFault(string root, bool checkContents = true)
    {
        try
        {
            var path = Inside(root);
            var found = IsCheckpoint ? HashOfCheckpoint(path, checkContents) : ContentHash.OfFile(path);
            return found == Hash ? null : $"{Path} was altered: its SHA-256 begins with {found.Short}, {Hash.Short} was recorded.";
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"{Path} is missing.";
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    /// <summary>
    /// Files of a checkpoint that earlier versions left out of its manifest, because their names begin with a dot; empty where the
    /// checkpoint cannot be read.
    /// </summary>
    public IReadOnlyList<string> FindUncovered(string root)
    {
        try
        {
            var path = Inside(root);
            return IsCheckpoint ? [.. Uncovered(path, CheckpointManifest.Open(path, checkContents: false), hidden: true)] : [];
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Every file that belongs to it.</summary>
    /// <exception cref="InputException">It is missing.</exception>
    public IReadOnlyList<string> FilesBelow(string root)
    {
        var path = Inside(root);
        return !System.IO.Path.Exists(path) ? throw new InputException(path, "an event names it, but it is missing.")
            : IsCheckpoint ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path];
    }

    /// <summary>Where it lies. A forged event must not make anybody read, or copy, files from elsewhere.</summary>
    /// <exception cref="InputException">It would lie outside <paramref name="root"/>.</exception>
    public string Inside(string root)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, Path));
        return path.StartsWith(System.IO.Path.GetFullPath(root) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InputException(Path, "an event names it, but it is not in the run folder.");
    }

    /// <summary>The manifest's hash, once every file that it lists is what it says, and no other was added.</summary>
    private static ContentHash HashOfCheckpoint(string folder, bool checkContents)
    {
        var manifest = CheckpointManifest.Open(folder, checkContents);
        return Uncovered(folder, manifest, hidden: false).FirstOrDefault() is { } added
            ? throw new InputException(
                System.IO.Path.Combine(folder, added),
                $"it is not listed in the checkpoint's {CheckpointManifest.FileName}.",
                "It was added after the checkpoint was written; move it away.")
            : new(CheckpointManifest.HashOfFolder(folder));
    }

    private static IEnumerable<string> Uncovered(string folder, CheckpointManifest manifest, bool hidden) =>
        manifest.FindUncovered(folder).Where(name => System.IO.Path.GetFileName(name).StartsWith('.') == hidden);
}
