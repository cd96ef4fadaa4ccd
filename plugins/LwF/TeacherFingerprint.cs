using System.Security.Cryptography;
using System.Text;
using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.LwF;

/// <summary>Identifies teachers, so that the outputs of one are never used for another.</summary>
internal static class TeacherFingerprint
{
    /// <summary>Number of values hashed at a time: a span cannot hold the whole embedding of a large model.</summary>
    private const long Piece = 16 << 20;

    /// <summary>Returns the first 16 digits of the SHA-256 over names, shapes and values of all parameters.</summary>
    public static string Of(IMultimodalModel teacher)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var parameter in teacher.Parameters)
        {
            using var scope = NewDisposeScope();
            var kind = $"{parameter.Name} {parameter.Value.dtype} {string.Join(',', parameter.Value.shape)}\n";
            hash.AppendData(Encoding.UTF8.GetBytes(kind));
            var flat = parameter.Value.detach().contiguous().view(-1);
            for (var start = 0L; start < flat.shape[0]; start += Piece)
            {
                using var piece = flat.narrow(0, start, Math.Min(Piece, flat.shape[0] - start)).cpu();
                hash.AppendData(piece.bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
