using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using LmmCl.Abstractions;

namespace LmmCl.EventStore.Seals;

/// <summary>A time-stamp authority (RFC 3161) that answers over HTTP.</summary>
/// <param name="address">Its address.</param>
internal sealed class TimestampAuthority(Uri address)
{
    private const int NonceLength = 8;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks for a token over some bytes, of which the authority receives the SHA-256 only.</summary>
    /// <returns>The token, DER in Base64.</returns>
    /// <exception cref="InputException">The authority cannot be reached, refuses, or answers with a token that does not hold.</exception>
    public async Task<string> AskAsync(byte[] content, CancellationToken ct)
    {
        var request = Rfc3161TimestampRequest.CreateFromData(
            content, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(NonceLength), requestSignerCertificates: true);
        try
        {
            var token = Convert.ToBase64String(
                request.ProcessResponse(await SendAsync(request.Encode(), ct), out _).AsSignedCms().Encode());
            return SealTimestamp.Verify(token, content) is not null ? token : throw Refused("its token does not hold.");
        }
        catch (CryptographicException error)
        {
            throw Refused($"its answer is not a token for this seal ({error.Message}).", error);
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw Refused($"it cannot be asked ({error.Message}).", error);
        }
    }

    private async Task<byte[]> SendAsync(byte[] query, CancellationToken ct)
    {
        using var client = new HttpClient { Timeout = patience };
        using var body = new ByteArrayContent(query);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var answer = await client.PostAsync(address, body, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }

    private InputException Refused(string problem, Exception? inner = null) => new(
        $"time-stamp authority {address}", problem, "Name another one with --timestamp, or seal without a time stamp.", inner);
}
