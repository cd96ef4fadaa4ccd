using LmmCl.Abstractions;

namespace LmmCl.Modeling.Files;

/// <summary>Reads text files in UTF-8, with or without a byte-order mark.</summary>
public static class TextFile
{
    /// <summary>Returns the text's bytes, without the byte-order mark.</summary>
    /// <exception cref="InputException">The file is missing, is a stand-in for another file, or is not UTF-8.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes.AsMemory(FileSniff.CheckText(path, bytes));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            var link = LinkedFile.TargetOf(path);
            throw new InputException(
                path,
                link is null ? "the file does not exist." : $"this link names '{Shown.Of(link)}', which does not exist.",
                null,
                error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be read ({error.Message}).", null, error);
        }
    }
}
