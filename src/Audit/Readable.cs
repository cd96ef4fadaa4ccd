using LmmCl.Abstractions;

namespace LmmCl.Audit;

/// <summary>Reads files for checks of their content. Missing and altered files are found by the check of files.</summary>
internal static class Readable
{
    /// <summary>The result of <paramref name="read"/>; null if a file cannot be read or is not what it should be.</summary>
    public static T? OrNull<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
