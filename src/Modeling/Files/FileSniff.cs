using System.Text;
using LmmCl.Abstractions;

namespace LmmCl.Modeling.Files;

/// <summary>
/// Detects a file's actual type from its content: stand-ins such as Git LFS pointers, and unsupported formats and encodings. Readers call
/// it before parsing, so that an error names the cause and not its first symptom.
/// </summary>
public static class FileSniff
{
    /// <summary>Number of bytes that suffice to recognise a stand-in.</summary>
    public const int Start = 4_096;

    private const string Again = "Download the file itself again.";

    private static readonly (byte[] Magic, string Kind, string Fix)[] binaries =
    [
        ([0x1F, 0x8B], "a gzip archive", "Unpack it first."),
        ("PK\u0003\u0004"u8.ToArray(), "a zip archive", "Unpack it first; weights that PyTorch saved must be saved as safetensors."),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive", "Unpack it first."),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive", "Unpack it first."),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive", "Unpack it first."),
        ("BZh"u8.ToArray(), "a bzip2 archive", "Unpack it first."),
        ("PAR1"u8.ToArray(), "a Parquet file", "'lmmcl data convert' reads published ones; write the rows of others as JSON lines."),
        ("ARROW1"u8.ToArray(), "an Arrow file", "Write its rows as JSON lines and its pictures as files."),
        ("GGUF"u8.ToArray(), "a GGUF file", "Use the checkpoint in safetensors that it was made from."),
        ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy file", "Write it in the expected format."),
        ("%PDF"u8.ToArray(), "a PDF document", "Save its pages as pictures."),
        ([0x89, 0x48, 0x44, 0x46], "an HDF5 file", "Write it in the expected format."),
        ([0x80, 0x02], "a Python pickle", "Weights must be saved as safetensors, data as JSON."),
        ([0x80, 0x03], "a Python pickle", "Weights must be saved as safetensors, data as JSON."),
        ([0x80, 0x04], "a Python pickle", "Weights must be saved as safetensors, data as JSON."),
    ];

    private static readonly (string Text, string Problem, string Fix)[] stories =
    [
        ("version https://git-lfs.github.com/spec/", "this is a Git LFS pointer and not the file it stands for.",
            "Run 'git lfs pull' in its repository, or download the file."),
        ("# xet version", "this is a Xet pointer and not the file it stands for.", "Download the file with 'hf download'."),
        ("<!doctype html", "this is an HTML page, such as a site shows instead of a file.", Again),
        ("<html", "this is an HTML page, such as a site shows instead of a file.", Again),
        ("<head", "this is an HTML page, such as a site shows instead of a file.", Again),
        ("Entry not found", "this is the message of a failed download.", Again),
        ("Repository not found", "this is the message of a failed download.", Again),
        ("Invalid username or password", "this is the message of a failed download.", "Log in, then download the file again."),
        ("Invalid credentials", "this is the message of a failed download.", "Log in, then download the file again."),
        ("Access to model", "this is the message of a refused download.",
            "Accept the model's terms, log in, then download the file again."),
        ("Access denied", "this is the message of a refused download.", "Log in, then download the file again."),
        ("404:", "this is the message of a failed download.", Again),
        ("404 Not Found", "this is the message of a failed download.", Again),
        ("{\"error\":", "this is the error message of a download.", Again),
    ];

    /// <summary>Rejects a file that is a stand-in for another or of an unsupported format.</summary>
    /// <param name="path">Path of the file, for the message.</param>
    /// <param name="content">The file, or its first bytes.</param>
    /// <exception cref="InputException">It is one.</exception>
    public static void RefuseStandIn(string path, ReadOnlySpan<byte> content)
    {
        if (StandIn(content) is var (problem, fix))
        {
            throw new InputException(path, problem, fix);
        }
    }

    /// <summary>As <see cref="RefuseStandIn(string, ReadOnlySpan{byte})"/>, reading the first bytes; a missing file passes.</summary>
    /// <exception cref="InputException">It is one.</exception>
    public static void RefuseStandIn(string path)
    {
        if (LinkedFile.Exists(path))
        {
            RefuseStandIn(path, FirstBytes(path));
        }
    }

    /// <summary>
    /// Refuses a text file that is a stand-in, is empty, or is not UTF-8, and returns the length of its byte-order mark: 0 or 3.
    /// </summary>
    /// <exception cref="InputException">The file cannot be read as text; the message says what it is.</exception>
    public static int CheckText(string path, ReadOnlySpan<byte> content)
    {
        RefuseStandIn(path, content[..Math.Min(content.Length, Start)]);
        if (WideEncoding(content) is { } wide)
        {
            throw new InputException(path, $"the file is saved as {wide}.", "Save it as UTF-8.");
        }

        if (content.IndexOfAnyExcept((byte)0) < 0)
        {
            throw new InputException(path, content.IsEmpty ? "the file is empty." : "the file holds nothing but zero bytes.", Again);
        }

        var valid = System.Text.Unicode.Utf8.IsValid(content);
        return valid ? content.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0 : throw NotUtf8(path, content);
    }

    /// <summary>Returns the problem and the fix for a stand-in or unsupported format; null if none is recognised.</summary>
    public static (string Problem, string Fix)? StandIn(ReadOnlySpan<byte> content)
    {
        var isSafetensors = IsSafetensors(content);
        foreach (var (magic, kind, fix) in binaries)
        {
            if (!isSafetensors && content.StartsWith(magic))
            {
                return ($"this is {kind}.", fix);
            }
        }

        var start = Encoding.Latin1.GetString(content[..Math.Min(content.Length, 512)])
            .TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        foreach (var (text, problem, fix) in stories)
        {
            if (start.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return (problem, fix);
            }
        }

        return content.Length < 512 && start.Contains("/annex/objects/", StringComparison.Ordinal)
            ? ("this is a git-annex pointer and not the file it stands for.", "Run 'git annex get' in its repository.")
            : null;
    }

    /// <summary>
    /// True for a safetensors header. Its length may begin with the magic of another format: 640 is 0x80, 0x02, the start of a pickle.
    /// </summary>
    private static bool IsSafetensors(ReadOnlySpan<byte> content) => content is [_, _, _, _, 0, 0, 0, 0, (byte)'{', ..];

    private static string? WideEncoding(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || content.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            return "UTF-32";
        }

        var marked = content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        var unmarked = content is [0, not 0, 0, not 0, ..] or [not 0, 0, not 0, 0, ..];
        return marked || unmarked ? "UTF-16" : null;
    }

    private static InputException NotUtf8(string path, ReadOnlySpan<byte> content)
    {
        var at = 0;
        while (at < content.Length && Rune.DecodeFromUtf8(content[at..], out _, out var taken) == System.Buffers.OperationStatus.Done)
        {
            at += taken;
        }

        var line = content[..at].Count((byte)'\n') + 1;
        var likely = IsDoubleByte(content[at..]) ? "GBK" : "Windows-1252 or Latin-1";
        return new InputException(
            $"{path}: line {line}",
            $"byte 0x{content[at]:X2} is not UTF-8 (the file may be saved as {likely}, or be damaged).",
            "Save it as UTF-8, for example with 'iconv'.");
    }

    /// <summary>True if high bytes come in pairs, as in the encodings of East Asia; accented letters mostly stand alone.</summary>
    private static bool IsDoubleByte(ReadOnlySpan<byte> content)
    {
        var (pairs, single) = (0, 0);
        for (var at = 0; at < Math.Min(content.Length, 65_536); at++)
        {
            if (content[at] < 0x80)
            {
                continue;
            }

            var paired = content[at] > 0x80 && at + 1 < content.Length && content[at + 1] >= 0x40;
            var both = paired && content[at + 1] >= 0x80;
            (pairs, single) = both ? (pairs + 1, single) : (pairs, single + 1);
            at += both ? 1 : 0;
        }

        return pairs > single;
    }

    private static byte[] FirstBytes(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var start = new byte[Start];
            return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be read ({error.Message}).", null, error);
        }
    }
}
