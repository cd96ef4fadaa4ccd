using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Published.Tables;

/// <summary>Opens a published file by its content: Parquet, JSON, JSON lines, CSV, or the folder of CUB-200-2011.</summary>
internal static class TableFile
{
    private const string Kinds = "Parquet, JSON, JSON lines and CSV are read.";

    /// <summary>Opens a file; only its header is read.</summary>
    /// <exception cref="InputException">The file is missing, empty, damaged or of another kind.</exception>
    public static ITable Open(string path)
    {
        if (CubFolder.IsAt(path))
        {
            return new CubFolder(path);
        }

        var start = StartOf(path);
        if (start.StartsWith("PAR1"u8))
        {
            return new ParquetTable(path);
        }

        FileSniff.RefuseStandIn(path, start);
        if (start.IndexOfAnyExcept((byte)0) < 0)
        {
            throw new InputException(
                path, start.IsEmpty ? "the file is empty." : "the file holds nothing but zero bytes.", "Download it again.");
        }

        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException(path, "this is not a Parquet file: it does not begin with PAR1.", "Download it again.");
        }

        return FirstMark(start) switch
        {
            '[' or '{' => new JsonTable(path),
            _ when path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) => new CsvTable(path),
            _ => throw new InputException(path, "this file is of no kind that is read.", Kinds),
        };
    }

    private static char FirstMark(ReadOnlySpan<byte> start)
    {
        var text = start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? start[3..] : start;
        var trimmed = text.TrimStart(" \t\r\n"u8);
        return trimmed.IsEmpty ? ' ' : (char)trimmed[0];
    }

    private static ReadOnlySpan<byte> StartOf(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InputException(path, "this is a folder, where a file is expected.", Kinds);
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var start = new byte[FileSniff.Start];
            return start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "the file does not exist.", null, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be read ({error.Message}).", null, error);
        }
    }
}
