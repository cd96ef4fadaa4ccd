using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;

namespace LmmCl.EventStore.Seals;

/// <summary>A seal with its signature, as a JSON file: ECDSA over the SHA-256 of the seal's own canonical bytes.</summary>
/// <param name="Seal">The sealed state.</param>
/// <param name="PublicKey">
/// The sealer's public key, PEM. Obtain it independently, or compare its <see cref="Fingerprint"/>: a forger would include another key.
/// </param>
/// <param name="Signature">The signature, Base64.</param>
public sealed record SealFile(StoreSeal Seal, string PublicKey, string Signature)
{
    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private const int KnownSchema = 1;

    /// <summary>The signature format that OpenSSL's command line reads.</summary>
    private const DSASignatureFormat Form = DSASignatureFormat.Rfc3279DerSequence;

    private static readonly JsonSerializerOptions plain =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Version of the file format.</summary>
    public int Schema { get; init; } = KnownSchema;

    /// <summary>SHA-256 of the public key's DER bytes, 64 hexadecimal digits.</summary>
    [JsonIgnore]
    public string Fingerprint
    {
        get
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(PublicKey);
            return Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        }
    }

    /// <summary>Signs a seal.</summary>
    /// <param name="seal">The seal to sign.</param>
    /// <param name="key">A private key.</param>
    public static SealFile Sign(StoreSeal seal, ECDsa key) =>
        new(seal, key.ExportSubjectPublicKeyInfoPem(), Convert.ToBase64String(key.SignData(Bytes(seal), HashAlgorithmName.SHA256, Form)));

    /// <summary>Reads a file and verifies its signature against its public key.</summary>
    /// <exception cref="InputException">The file is missing, is not a seal, or its content does not match the signature.</exception>
    public static SealFile Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize<SealFile>(File.ReadAllBytes(path), options)
                ?? throw new InputException(path, "it is empty.");
            if (file.Schema != KnownSchema)
            {
                throw new InputException(
                    $"{path}: schema", $"is {file.Schema}; this build reads {KnownSchema}.", "Use the build that wrote it.");
            }

            return file.SignatureHolds()
                ? file
                : throw new InputException(
                    path, "the signature does not fit the content: the seal itself was altered.", "Take the copy that its keeper has.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "the seal does not exist.", inner: error);
        }
        catch (Exception error) when (error
            is JsonException or FormatException or CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            throw new InputException(path, $"it is not a seal ({error.Message}).", "Name a file that 'lmmcl audit seal' wrote.", error);
        }
    }

    /// <summary>Writes the file atomically.</summary>
    public void Write(string path)
    {
        var partial = path + ".partial";
        File.WriteAllBytes(partial, [.. JsonSerializer.SerializeToUtf8Bytes(this, options), (byte)'\n']);
        File.Move(partial, path, overwrite: true);
    }

    private bool SignatureHolds()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(PublicKey);
        var signature = Convert.FromBase64String(Signature);

        // The last Base64 character has unused bits; accept only the canonical encoding of a signature.
        return Convert.ToBase64String(signature) == Signature && key.VerifyData(Bytes(Seal), signature, HashAlgorithmName.SHA256, Form);
    }

    /// <summary>One line of JSON with the members in declaration order: equal seals give equal bytes.</summary>
    private static byte[] Bytes(StoreSeal seal) => JsonSerializer.SerializeToUtf8Bytes(seal, plain);
}
