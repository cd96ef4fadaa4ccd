namespace LmmCl.Fidelity.Tests;

/// <summary>Where golden files lie: the compact copy of the repository, and the full collection beside it where there is one.</summary>
internal static class GoldenFolders
{
    private static readonly string root = FindRoot();

    public static string Compact { get; } = Path.Combine(root, "tests", "goldens");

    public static string Full { get; } = Path.GetFullPath(Path.Combine(root, "..", "shared", "goldens"));

    public static IEnumerable<string> Present => new[] { Compact, Full }.Where(Directory.Exists);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LmmCl.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("LmmCl.sln is in no folder above the tests.");
    }
}
