using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace LmmCl.EventStore.Seals;

/// <summary>The content of a valid time-stamp token (RFC 3161) over a seal.</summary>
/// <param name="Time">Time at which the authority saw the seal, by its own clock.</param>
/// <param name="Authority">Subject of the authority's certificate, which comes with the token: anybody can make one.</param>
/// <param name="Fingerprint">SHA-256 of that certificate, 64 hexadecimal digits.</param>
public sealed record SealTimestamp(DateTimeOffset Time, string Authority, string Fingerprint)
{
    /// <summary>
    /// Checks a token: that it is over these bytes, and signed by its own certificate, which must be one for time stamps. Whether that
    /// certificate is to be trusted is not checked.
    /// </summary>
    /// <param name="token">The token, DER in Base64.</param>
    /// <param name="content">The bytes that it must be over.</param>
    /// <returns>Its content; null if it is not valid.</returns>
    internal static SealTimestamp? Verify(string token, ReadOnlySpan<byte> content)
    {
        try
        {
            var der = Convert.FromBase64String(token);

            // The last Base64 character has unused bits, and bytes may follow the token; accept only one encoding.
            return Convert.ToBase64String(der) == token
                && Rfc3161TimestampToken.TryDecode(der, out var decoded, out var length)
                && length == der.Length
                && decoded.VerifySignatureForData(content, out var signer)
                    ? new(
                        decoded.TokenInfo.Timestamp,
                        signer.Subject,
                        Convert.ToHexStringLower(signer.GetCertHash(HashAlgorithmName.SHA256)))
                    : null;
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
