namespace LmmCl.Fidelity.Tests;

/// <summary>Where golden files lie: the compact copy of the repository, and the full collection beside it where there is one.</summary>
internal static class GoldenFolders
{
    public static string Compact { get; } = Path.Combine(Repository.Root, "tests", "goldens");

    public static string Full { get; } = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "goldens"));

    public static IEnumerable<string> Present => new[] { Compact, Full }.Where(Directory.Exists);
}
