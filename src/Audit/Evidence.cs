using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit;

/// <summary>A file or checkpoint folder that an event names with its hash.</summary>
/// <param name="Path">Path relative to the run folder.</param>
/// <param name="Hash">Recorded hash of the file, or of the folder's manifest.</param>
/// <param name="NamedBy">The event, for errors.</param>
/// <param name="IsCheckpoint">True for a checkpoint folder.</param>
internal sealed record Evidence(string Path, ContentHash Hash, string NamedBy, bool IsCheckpoint = false)
{
    /// <summary>
    /// The evidence that an event names. The state of an interrupted stage is not evidence: it is not needed once the stage is complete,
    /// and may be deleted.
    /// </summary>
    public static IEnumerable<Evidence> Of(IExperimentEvent happened) => happened switch
    {
        InputsRecorded e => [new(e.FilesPath, e.Files, EventNames.Of(e))],
        ParametersSelected e => [new(e.ListPath, e.List, EventNames.Of(e))],
        CheckpointWritten e => [Of(e)],
        IScoreEvent e => [Of(e.Score, EventNames.Of(e))],
        ProbeMeasured { Details: { } hash, DetailsPath: { } path } e => [new(path, hash, EventNames.Of(e))],
        _ => [],
    };

    /// <summary>A stage's checkpoint.</summary>
    public static Evidence Of(CheckpointWritten written) =>
        new(written.Path, written.Manifest, EventNames.Of(written), IsCheckpoint: true);

    /// <summary>The answers behind a score.</summary>
    public static Evidence Of(ScoreRecord score, string namedBy) => new(score.AnswersPath, score.Answers, namedBy);

    /// <summary>The first problem with the evidence below <paramref name="root"/>; null if there is none.</summary>
    /// <param name="root">The run folder.</param>
    /// <param name="checkContents">False to trust a checkpoint's manifest on the content of its tensors, which takes long to check.</param>
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
    /// Files missing from a checkpoint's manifest because earlier versions left out names that begin with a dot; empty if the checkpoint
    /// cannot be read.
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

    /// <summary>
    /// The files to copy: for a checkpoint its manifest and the files that it lists. Files left out by earlier versions
    /// (<see cref="FindUncovered"/>) are not evidence.
    /// </summary>
    /// <exception cref="InputException">
    /// A file is missing, is not listed in the checkpoint's manifest, or is a link: a copy would contain what it leads to.
    /// </exception>
    public IReadOnlyList<string> FilesToCopy(string root)
    {
        var path = Inside(root);
        if (!System.IO.Path.Exists(path))
        {
            throw new InputException(path, "an event names it, but it is missing.");
        }

        new RunFolder(root).RefuseLinksOn(path);
        if (!IsCheckpoint)
        {
            return [path];
        }

        var manifest = CheckpointManifest.Open(path, checkContents: false);
        RefuseAdded(path, manifest);
        return [.. manifest.Files.Select(file => file.Name).Prepend(CheckpointManifest.FileName)
            .Select(name => System.IO.Path.Combine(path, name))];
    }

    /// <summary>The full path.</summary>
    /// <exception cref="InputException">
    /// The path is outside <paramref name="root"/>, a link on it leads out, or a checkpoint contains a link.
    /// </exception>
    public string Inside(string root)
    {
        var path = Resolve(root, Path);
        foreach (var link in IsCheckpoint && Directory.Exists(path) ? FoldersOnDisk.LinksBelow(path) : [])
        {
            var named = Resolve(root, System.IO.Path.GetRelativePath(root, link));
            throw new InputException(
                NamedBy, $"its checkpoint contains the link {named}.", "Nothing is read through it; put the file itself in its place.");
        }

        return path;
    }

    private string Resolve(string root, string path) => new RunFolder(root).Resolve(path, NamedBy);

    /// <summary>The manifest's hash, after checking that every listed file matches it and that no other was added.</summary>
    private static ContentHash HashOfCheckpoint(string folder, bool checkContents)
    {
        var manifest = CheckpointManifest.Open(folder, checkContents);
        RefuseAdded(folder, manifest);
        return new(CheckpointManifest.HashOfFolder(folder));
    }

    private static void RefuseAdded(string folder, CheckpointManifest manifest)
    {
        if (Uncovered(folder, manifest, hidden: false).FirstOrDefault() is { } added)
        {
            throw new InputException(
                System.IO.Path.Combine(folder, added),
                $"it is not listed in the checkpoint's {CheckpointManifest.FileName}.",
                "It was added after the checkpoint was written; move it away.");
        }
    }

    private static IEnumerable<string> Uncovered(string folder, CheckpointManifest manifest, bool hidden) =>
        manifest.FindUncovered(folder).Where(name => System.IO.Path.GetFileName(name).StartsWith('.') == hidden);
}
