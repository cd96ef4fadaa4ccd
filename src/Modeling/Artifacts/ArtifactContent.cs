using System.Security.Cryptography;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Modeling.Artifacts;

/// <summary>Files named by the SHA-256 of their content. Several processes may add the same file concurrently.</summary>
/// <param name="folder">Their folder.</param>
internal sealed class ArtifactContent(string folder)
{
    /// <summary>Suggested fix in messages about damaged content.</summary>
    public const string Repair =
        "Delete it and run the experiment's command again with --artifacts: it is copied again from the run folder.";

    private const int BufferSize = 1 << 20;

    /// <summary>The file of a piece.</summary>
    public string PathOf(ArtifactPiece piece) => Path.Combine(folder, piece.Sha256[..2], piece.Sha256);

    /// <summary>
    /// True if a piece is stored. Comparing the size suffices, because a file gets its name only once it is complete on disk.
    /// </summary>
    public bool Has(ArtifactPiece piece) => new FileInfo(PathOf(piece)) is { Exists: true } file && file.Length == piece.Size;

    /// <summary>Stores a part of a file, unless it is stored already.</summary>
    /// <param name="source">The file.</param>
    /// <param name="part">The part.</param>
    /// <param name="ct">Cancels the copy; an incomplete file is removed.</param>
    /// <returns>The piece, and whether it is new.</returns>
    /// <exception cref="InputException">The file cannot be read, or the folder cannot be written to.</exception>
    public (ArtifactPiece Piece, bool IsNew) Store(FileStream source, FilePart part, CancellationToken ct)
    {
        var piece = new ArtifactPiece(Copy(source, part, Stream.Null, ct), part.Size, part.Tensor);
        if (Has(piece))
        {
            return (piece, false);
        }

        DurableFile.WriteShared(PathOf(piece), target =>
        {
            if (Copy(source, part, target, ct) != piece.Sha256)
            {
                throw new InputException(source.Name, "it changed while it was copied.", "Run the same command again.");
            }
        });
        return (piece, true);
    }

    /// <summary>Writes a piece to a stream.</summary>
    /// <exception cref="InputException">The file is missing, or its content does not match its hash.</exception>
    public void Restore(ArtifactPiece piece, Stream target, CancellationToken ct)
    {
        var path = PathOf(piece);
        using var source = Open(path);
        if (source.Length != piece.Size)
        {
            throw new InputException(path, $"it has {source.Length} bytes, {piece.Size} were stored.", Repair);
        }

        if (Copy(source, new FilePart(0, piece.Size), target, ct) is var found && found != piece.Sha256)
        {
            throw new InputException(path, $"it is damaged: its name is the SHA-256 that it had, now it is {found[..12]}.", Repair);
        }
    }

    /// <summary>Opens a file to be read.</summary>
    /// <exception cref="InputException">It is missing, or cannot be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "it is missing.", Repair, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be read ({error.Message}).", null, error);
        }
    }

    /// <summary>Copies a part of a file, and returns its SHA-256.</summary>
    private static string Copy(FileStream source, FilePart part, Stream target, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Math.Min(part.Size, BufferSize)];
        for (var done = 0L; done < part.Size;)
        {
            ct.ThrowIfCancellationRequested();
            var wanted = (int)Math.Min(buffer.Length, part.Size - done);
            var read = Read(source, part.Begin + done, buffer.AsSpan(0, wanted));
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
            done += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static int Read(FileStream source, long offset, Span<byte> buffer)
    {
        try
        {
            var read = RandomAccess.Read(source.SafeFileHandle, buffer, offset);
            return read > 0 ? read : throw new InputException(source.Name, "it was cut off while it was read.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Reported here, because the caller would report a read error of the source as a write error of the target.
            throw new InputException(source.Name, $"it cannot be read ({error.Message}).", null, error);
        }
    }
}
