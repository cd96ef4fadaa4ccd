namespace LmmCl.Architecture.Tests;

public class SourceRulesTests
{
    private const int LongestFile = 400;

    // As .editorconfig says; the formatter does not look. Tests quote texts and statements that do not fit.
    private const int LongestLine = 140;

    private static readonly string[] parts = ["src", "plugins", "templates", "tests", "bench"];

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = parts
            .SelectMany(part => Repository.Files(part, "*.cs"))
            .Where(path => File.ReadLines(path).Count() > LongestFile);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_line_of_the_product_is_longer_than_140_characters()
    {
        var tooLong =
            from part in parts.Except(["tests", "bench"])
            from path in Repository.Files(part, "*.cs")
            from line in File.ReadLines(path).Index()
            where line.Item.Length > LongestLine
            select $"{path}:{line.Index + 1}";

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_source_file_is_compiled_conditionally()
    {
        var conditional = parts
            .SelectMany(part => Repository.Files(part, "*.cs"))
            .Where(path => File.ReadLines(path).Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)));

        Assert.Empty(conditional);
    }

    [Fact]
    public void A_file_begins_with_the_namespace_of_its_folder()
    {
        var wrong = Repository.Files("src", "*.cs")
            .Select(path => (Path: path, Folder: FolderOf(path)))
            .Where(file => !file.Folder.StartsWith("Abstractions", StringComparison.Ordinal))
            .Where(file => NamespaceLine(file.Path) is { } line && line != $"namespace LmmCl.{file.Folder};")
            .Select(file => file.Path);

        Assert.Empty(wrong);
    }

    private static string FolderOf(string path) =>
        Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(path)!).Replace('/', '.');

    private static string? NamespaceLine(string path) =>
        File.ReadLines(path).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
}
