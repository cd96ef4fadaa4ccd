using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.LwF;

/// <summary>
/// Cache of a teacher's logits, with one file per example in a folder for that teacher. A file is used only if its tokens, positions and
/// stored hash match; a damaged or mismatched file is treated as missing.
/// </summary>
internal sealed class TeacherCache(string folder, ITensorFiles files)
{
    private const string Logits = "logits";
    private const string Hash = "sha256";

    /// <summary>Opens the cache of <paramref name="teacher"/> within a folder.</summary>
    public static TeacherCache For(IMultimodalModel teacher, string parent, ITensorFiles files)
    {
        var folder = Path.Combine(parent, "teacher-logits", TeacherFingerprint.Of(teacher));
        return new(Directory.CreateDirectory(folder).FullName, files);
    }

    /// <summary>Size of the cache on disk, in bytes.</summary>
    public long Bytes => Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);

    /// <summary>Returns [rows of the example, V] on the CPU; null if there is no valid file.</summary>
    public Tensor? Find(ExampleRows rows)
    {
        var path = PathOf(rows.Example);
        if (!File.Exists(path))
        {
            return null;
        }

        using var scope = NewDisposeScope();
        try
        {
            var stored = files.Read(path);
            return stored.TryGetValue(Logits, out var logits) && stored.TryGetValue(Hash, out var hash)
                && logits.dim() == 2 && logits.shape[0] == rows.Positions.Length && HashOf(rows, logits).AsSpan().SequenceEqual(hash.bytes)
                ? logits.MoveToOuterDisposeScope()
                : null;
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Writes an example's rows and returns them as they will be read back.</summary>
    public Tensor Keep(ExampleRows rows, Tensor logits)
    {
        using var scope = NewDisposeScope();
        var kept = logits.cpu().contiguous();
        files.Write(PathOf(rows.Example), [(Logits, kept), (Hash, tensor(HashOf(rows, kept)))]);
        return kept.MoveToOuterDisposeScope();
    }

    private string PathOf(int example) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{example:D8}.safetensors"));

    private static byte[] HashOf(ExampleRows rows, Tensor logits)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<long>([rows.Ids.Length, .. rows.Ids, .. rows.Positions, .. logits.shape]));
        hash.AppendData(logits.bytes);
        return hash.GetHashAndReset();
    }
}
