using LmmCl.Abstractions;

namespace LmmCl.EventStore.Seals;

/// <summary>The fingerprint of a sealer's key, as a witness keeps it.</summary>
public static class KeyFingerprint
{
    private const int Digits = 64;

    /// <summary>
    /// Reads a fingerprint that somebody typed: 64 hexadecimal digits in any case, with spaces and colons between them. A shortened one is
    /// refused, because a forger can search for a key that begins alike.
    /// </summary>
    /// <param name="typed">The text.</param>
    /// <param name="place">Where it was typed, for errors.</param>
    /// <returns>64 hexadecimal digits in lower case.</returns>
    /// <exception cref="InputException">It is not a whole fingerprint.</exception>
    public static string Parse(string typed, string place)
    {
        var digits = string.Concat(typed.Where(letter => letter is not (' ' or ':'))).ToLowerInvariant();
        return digits.Length == Digits && digits.All(char.IsAsciiHexDigit)
            ? digits
            : throw new InputException(
                place,
                $"'{typed}' is not a fingerprint of {Digits} hexadecimal digits.",
                "Give it as 'lmmcl audit seal' printed it.");
    }
}
