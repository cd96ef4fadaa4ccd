namespace LmmCl.Data.Tests.Images;

/// <summary>The picture files among the golden files of the repository.</summary>
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

        return Directory.EnumerateFiles(Path.Combine(root, "tests", "goldens", "images", "decode", "files")).Order(StringComparer.Ordinal);
    }

    /// <summary>The bytes of one of them.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(All().Single(path => Path.GetFileName(path) == name));
}
