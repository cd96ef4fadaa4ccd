using System.Text;
using System.Text.RegularExpressions;
using static System.Buffers.Binary.BinaryPrimitives;

namespace LmmCl.Abstractions;

/// <summary>Symbol versions that a 64-bit ELF library requires of its dependencies (section type SHT_GNU_verneed).</summary>
internal static partial class SymbolVersions
{
    private const uint VersionRequirements = 0x6ffffffe;
    private const ushort Weak = 2;

    /// <summary>Returns the version that the loader reported missing, such as GLIBCXX_3.4.32; null for any other error.</summary>
    public static string? MissingFrom(string error) =>
        MissingVersion().Match(error) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>
    /// Marks the requirement of <paramref name="version"/> as weak (VER_FLG_WEAK), so that the loader ignores its absence.
    /// </summary>
    /// <returns>True if there was such a requirement that was not yet weak.</returns>
    public static bool MakeOptional(Span<byte> library, string version)
    {
        var sections = (int)ReadInt64LittleEndian(library[0x28..]);
        var (size, count) = (ReadUInt16LittleEndian(library[0x3a..]), ReadUInt16LittleEndian(library[0x3c..]));
        for (var section = sections; section < sections + (count * size); section += size)
        {
            if (ReadUInt32LittleEndian(library[(section + 4)..]) != VersionRequirements)
            {
                continue;
            }

            var names = sections + (ReadInt32LittleEndian(library[(section + 0x28)..]) * size);
            var strings = library[(int)ReadInt64LittleEndian(library[(names + 0x18)..])..];
            var needed = (int)ReadInt64LittleEndian(library[(section + 0x18)..]);
            if (MakeOptional(library[needed..], strings, version))
            {
                return true;
            }
        }

        return false;
    }

    // One Verneed (version, count, file, aux, next) per library, each followed by its Vernaux entries (hash, flags, other, name, next).
    private static bool MakeOptional(Span<byte> needed, ReadOnlySpan<byte> strings, string version)
    {
        for (var library = 0; ; library += ReadInt32LittleEndian(needed[(library + 12)..]))
        {
            var requirement = library + ReadInt32LittleEndian(needed[(library + 8)..]);
            for (var left = ReadUInt16LittleEndian(needed[(library + 2)..]); left > 0; left--)
            {
                var flags = needed[(requirement + 4)..];
                var name = strings[ReadInt32LittleEndian(needed[(requirement + 8)..])..];
                if (Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]) == version && (ReadUInt16LittleEndian(flags) & Weak) == 0)
                {
                    WriteUInt16LittleEndian(flags, (ushort)(ReadUInt16LittleEndian(flags) | Weak));
                    return true;
                }

                requirement += ReadInt32LittleEndian(needed[(requirement + 12)..]);
            }

            if (ReadInt32LittleEndian(needed[(library + 12)..]) == 0)
            {
                return false;
            }
        }
    }

    [GeneratedRegex("version [`'](GLIBCXX_[0-9.]+)' not found")]
    private static partial Regex MissingVersion();
}
