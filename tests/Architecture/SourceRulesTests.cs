namespace LmmCl.Architecture.Tests;

public class SourceRulesTests
{
    private const int LongestFile = 400;

    private static readonly string[] parts = ["src", "plugins", "templates", "compat", "tests", "bench"];

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = parts
            .SelectMany(part => Repository.Files(part, "*.cs").Concat(Repository.Files(part, "*.cpp")))
            .Where(path => File.ReadLines(path).Count() > LongestFile);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Conditional_compilation_stays_inside_compat()
    {
        var conditional = parts
            .Where(part => part != "compat")
            .SelectMany(part => Repository.Files(part, "*.cs"))
            .Where(path => File.ReadLines(path).Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)));

        Assert.Empty(conditional);
    }

    [Fact]
    public void A_file_begins_with_the_namespace_of_its_folder()
    {
        var wrong = Repository.Files("src", "*.cs")
            .Select(path => (path, folder: Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(path)!).Replace('/', '.')))
            .Where(file => !file.folder.StartsWith("Abstractions", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file.path).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal)) is { } line
                && line != $"namespace LmmCl.{file.folder};")
            .Select(file => file.path);

        Assert.Empty(wrong);
    }
}
