using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Files;

namespace LmmCl.Modeling.Artifacts;

/// <summary>
/// A folder with copies of checkpoints. Each tensor is a file named by its SHA-256, so that tensors shared by several checkpoints are
/// stored once. Processes on several machines may write to the folder concurrently, without locks.
/// </summary>
/// <param name="path">The folder.</param>
public sealed class ArtifactFolder(string path)
{
    private readonly ArtifactContent content = new(Path.Combine(path, "content"));

    /// <summary>Creates the folder if necessary, and refuses one that cannot be written to.</summary>
    /// <exception cref="InputException">The folder cannot be created or written to.</exception>
    public void RefuseUnwritable()
    {
        var probe = Path.Combine(path, $"lmmcl-{Path.GetRandomFileName()}");
        try
        {
            DurableFile.Write(probe, []);
            File.Delete(probe);
        }
        catch (InputException error)
        {
            throw new InputException(path, error.Problem, error.Fix, error.InnerException);
        }
    }

    /// <summary>
    /// True if the folder has a complete copy of a checkpoint. Checks the presence and size of every piece, but not its content.
    /// </summary>
    /// <param name="checkpoint">SHA-256 of the checkpoint's manifest.</param>
    public bool Has(string checkpoint)
    {
        try
        {
            return ArtifactList.Read(ListOf(checkpoint)).Files.SelectMany(file => file.Pieces).All(content.Has);
        }
        catch (InputException)
        {
            // Without a readable list, the checkpoint is copied again.
            return false;
        }
    }

    /// <summary>Copies a checkpoint. Pieces stored by an earlier, incomplete copy are not copied again.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    /// <param name="report">Receives the number of pieces stored so far, and the total.</param>
    /// <param name="ct">Cancels the copy; pieces stored by then remain.</param>
    /// <exception cref="InputException">
    /// The checkpoint is incomplete or damaged, the disk is full, or the folder cannot be written to.
    /// </exception>
    public CopiedCheckpoint Store(string folder, Action<int, int>? report = null, CancellationToken ct = default)
    {
        var manifest = CheckpointManifest.Open(folder);
        var sources = manifest.Files.Select(file => file.Name).Prepend(CheckpointManifest.FileName)
            .Select(name => (Name: name, Path: CheckpointManifest.PathOf(folder, name)))
            .Select(file => (file.Name, file.Path, Parts: FilePart.Of(file.Path)))
            .ToList();
        var (total, done, added) = (sources.Sum(file => file.Parts.Count), 0, 0L);
        var files = new List<ArtifactFile>();
        foreach (var (name, file, parts) in sources)
        {
            using var source = ArtifactContent.Open(file);
            var pieces = new List<ArtifactPiece>();
            foreach (var part in parts)
            {
                report?.Invoke(done++, total);
                var (piece, isNew) = content.Store(source, part, ct);
                pieces.Add(piece);
                added += isNew ? piece.Size : 0;
            }

            files.Add(new ArtifactFile(name, pieces));
        }

        new ArtifactList(files).Write(ListOf(CheckpointManifest.HashOfFolder(folder)));
        return new CopiedCheckpoint(sources.Sum(file => file.Parts.Sum(part => part.Size)), added);
    }

    /// <summary>Restores a copied checkpoint to a folder, bit-identical to the original.</summary>
    /// <param name="checkpoint">SHA-256 of the checkpoint's manifest.</param>
    /// <param name="folder">Destination, without files.</param>
    /// <param name="ct">Cancels the restoration.</param>
    /// <exception cref="InputException">
    /// There is no copy of the checkpoint, a file of it is missing or damaged, or the destination cannot be written to.
    /// </exception>
    public void Restore(string checkpoint, string folder, CancellationToken ct = default)
    {
        var list = ArtifactList.Read(ListOf(checkpoint));
        if (list.Files.FirstOrDefault() is not { Name: CheckpointManifest.FileName, Pieces: [var piece] } described
            || piece.Sha256 != checkpoint)
        {
            throw new InputException(
                ListOf(checkpoint), "it does not begin with the manifest of its checkpoint.", ArtifactContent.Repair);
        }

        // The manifest is verified by its hash, so its names and sizes can be trusted; those in the list cannot.
        Write(described, folder, ct);
        var manifest = CheckpointManifest.Read(folder);
        var others = list.Files.Skip(1).ToList();
        if (!others.Select(file => (file.Name, file.Size)).SequenceEqual(manifest.Files.Select(file => (file.Name, (Int128)file.Size))))
        {
            throw new InputException(
                ListOf(checkpoint), "its files are not those of the checkpoint's manifest.", ArtifactContent.Repair);
        }

        foreach (var file in others)
        {
            Write(file, folder, ct);
        }

        CheckpointManifest.Open(folder);
    }

    private void Write(ArtifactFile file, string folder, CancellationToken ct) =>
        DurableFile.Write(CheckpointManifest.PathOf(folder, file.Name), stream =>
        {
            foreach (var piece in file.Pieces)
            {
                content.Restore(piece, stream, ct);
            }
        });

    private string ListOf(string checkpoint) => Path.Combine(path, "checkpoints", $"{checkpoint}.json");
}
