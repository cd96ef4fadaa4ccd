using System.Security.Cryptography;
using System.Text;
using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>
/// SHA-256 of weights. A parameter's hash covers its name, type, shape and bytes; a model's hash covers the hashes of its parameters in
/// name order.
/// </summary>
public static class ModelHash
{
    /// <summary>Computes the hash of each parameter, by name, in lower-case hexadecimal.</summary>
    public static IReadOnlyDictionary<string, string> PerParameter(IMultimodalModel model) =>
        model.Parameters.ToDictionary(parameter => parameter.Name, parameter => Of(parameter.Name, parameter.Value));

    /// <summary>Computes the hash of the whole model.</summary>
    public static string Of(IMultimodalModel model) => Of(PerParameter(model));

    /// <summary>Computes the hash of the whole model from <see cref="PerParameter"/>.</summary>
    public static string Of(IReadOnlyDictionary<string, string> perParameter)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, parameter) in perParameter.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Convert.FromHexString(parameter));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Computes the hash of a named tensor.</summary>
    public static string Of(string name, Tensor value)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes($"{name}\0{TensorBytes.NameOf(value.dtype)}\0{string.Join(',', value.shape)}\0"));
            TensorBytes.Write(value, stream);
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }
}
