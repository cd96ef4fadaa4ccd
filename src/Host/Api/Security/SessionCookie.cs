using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api.Security;

/// <summary>
/// The cookie of a browser that has shown the token once: the time it ends, signed with a key made from the token. It outlives a restart of
/// the service, and ends when the token is changed.
/// </summary>
internal sealed class SessionCookie(AccessToken token, TimeProvider clock)
{
    private const string Name = "lmmcl-session";
    private const int TimeBytes = sizeof(long);

    private static readonly TimeSpan lifetime = TimeSpan.FromHours(12);

    private readonly byte[] key = token.KeyFor("session");

    /// <summary>Gives the browser a session.</summary>
    public void Add(HttpContext context)
    {
        var end = clock.GetUtcNow() + lifetime;
        Span<byte> value = stackalloc byte[TimeBytes + HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(value, end.ToUnixTimeSeconds());
        HMACSHA256.HashData(key, value[..TimeBytes], value[TimeBytes..]);
        context.Response.Cookies.Append(Name, Base64Url.EncodeToString(value), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps || context.Request.Headers["X-Forwarded-Proto"] == "https",
            Path = "/",
            Expires = end,
        });
    }

    /// <summary>True if the request has a session that has not ended.</summary>
    public bool IsValid(HttpRequest request)
    {
        Span<byte> value = stackalloc byte[TimeBytes + HMACSHA256.HashSizeInBytes];
        if (!request.Cookies.TryGetValue(Name, out var text)
            || !Base64Url.TryDecodeFromChars(text, value, out var length)
            || length != value.Length)
        {
            return false;
        }

        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, value[..TimeBytes], signature);
        return CryptographicOperations.FixedTimeEquals(signature, value[TimeBytes..])
            && BinaryPrimitives.ReadInt64BigEndian(value) > clock.GetUtcNow().ToUnixTimeSeconds();
    }
}
