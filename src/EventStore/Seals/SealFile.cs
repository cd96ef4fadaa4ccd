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

    private const int FirstSchema = 1;

    /// <summary>Only seals with a time stamp have this schema, so that earlier builds read all others.</summary>
    private const int TimestampSchema = 2;

    /// <summary>The signature format that OpenSSL's command line reads.</summary>
    private const DSASignatureFormat Form = DSASignatureFormat.Rfc3279DerSequence;

    private static readonly JsonSerializerOptions plain =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Version of the file format.</summary>
    public int Schema { get; init; } = FirstSchema;

    /// <summary>
    /// A token of a time-stamp authority (RFC 3161) over the bytes that the signature covers: DER in Base64. Null if no authority was
    /// asked.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Timestamp { get; init; }

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

    /// <summary>Adds a time stamp.</summary>
    /// <param name="authority">Address of a time-stamp authority.</param>
    /// <param name="ct">Stops waiting for its answer.</param>
    /// <exception cref="InputException">The authority cannot be reached, refuses, or answers with a token that does not hold.</exception>
    public async Task<SealFile> StampAsync(Uri authority, CancellationToken ct) =>
        this with { Schema = TimestampSchema, Timestamp = await new TimestampAuthority(authority).AskAsync(Bytes(Seal), ct) };

    /// <summary>Checks the time stamp.</summary>
    /// <param name="stamp">Its content; null if the seal has none, or if it is not valid.</param>
    /// <returns>False if it does not hold: it is over something else, or not signed by the certificate that comes with it.</returns>
    public bool TryVerifyTimestamp(out SealTimestamp? stamp)
    {
        stamp = Timestamp is null ? null : SealTimestamp.Verify(Timestamp, Bytes(Seal));
        return stamp is not null || Timestamp is null;
    }

    /// <summary>Reads a file and verifies its signature against its public key.</summary>
    /// <exception cref="InputException">The file is missing, is not a seal, or its content does not match the signature.</exception>
    public static SealFile Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize<SealFile>(File.ReadAllBytes(path), options)
                ?? throw new InputException(path, "it is empty.");
            if (file.Schema != (file.Timestamp is null ? FirstSchema : TimestampSchema))
            {
                throw new InputException(
                    $"{path}: schema",
                    $"is {file.Schema}; this build reads {FirstSchema}, and {TimestampSchema} of a seal with a time stamp.",
                    "Use the build that wrote it.");
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

    /// <summary>The content of the file.</summary>
    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, options), (byte)'\n'];

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
