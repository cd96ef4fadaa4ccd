using System.Security.Cryptography;
using System.Text;
using LmmCl.Abstractions;

namespace LmmCl.Host.Api.Security;

/// <summary>The token that callers of the service must show. Only its hash is kept, so that nothing can print it.</summary>
public sealed class AccessToken
{
    /// <summary>The environment variable that holds the token.</summary>
    public const string Variable = "LMMCL_TOKEN";

    private const int Least = 16;
    private const int Most = 1024;

    private readonly byte[] hash;

    private AccessToken(string token) => hash = HashOf(token);

    /// <summary>The token in a file, or that of the environment; null if there is neither.</summary>
    /// <param name="file">The file that <c>--token-file</c> names.</param>
    /// <param name="environment">Value of <see cref="Variable"/>.</param>
    /// <exception cref="InputException">The file cannot be read, or the token is not valid; the message does not repeat it.</exception>
    public static AccessToken? Read(string? file, string? environment) =>
        file is not null ? Checked(TextOf(file), file) : environment is { Length: > 0 } ? Checked(environment, Variable) : null;

    /// <summary>True if the text is the token; compares in constant time.</summary>
    public bool Matches(string offered) => CryptographicOperations.FixedTimeEquals(HashOf(offered), hash);

    /// <summary>A key for signing, which cannot be computed without the token.</summary>
    internal byte[] KeyFor(string purpose) => HMACSHA256.HashData(hash, Encoding.UTF8.GetBytes(purpose));

    private static AccessToken Checked(string token, string place) => token.Length is >= Least and <= Most && token.All(IsTokenLetter)
        ? new AccessToken(token)
        : throw new InputException(
            place,
            $"a token has {Least} to {Most} letters, digits and punctuation marks, without spaces.",
            "Make one with: openssl rand -hex 32");

    private static bool IsTokenLetter(char letter) => letter is > ' ' and < (char)127;

    private static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException("--token-file", $"the file cannot be read ({error.Message})", "Name a file with the token.", error);
        }
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
