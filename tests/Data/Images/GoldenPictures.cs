namespace LmmCl.Data.Tests.Images;

/// <summary>The PNG and JPEG files among the golden files of the repository.</summary>
internal static class GoldenPictures
{
    /// <summary>Their paths.</summary>
    public static IEnumerable<string> All()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "LmmCl.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
        }

        return Directory.EnumerateFiles(Path.Combine(root, "tests", "goldens", "images", "decode", "files"))
            .Where(path => Path.GetExtension(path) is ".png" or ".jpg")
            .Order(StringComparer.Ordinal);
    }
}
