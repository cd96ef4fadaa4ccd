using System.Text.RegularExpressions;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;

namespace LmmCl.Data.Tests.Specs;

/// <summary>The examples of <c>docs/data.md</c> are read as they stand there.</summary>
public class GuideTests
{
    [Fact]
    public void The_guides_skills_and_benchmarks_are_read()
    {
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.PathOf("birds/images"));
        foreach (var file in (string[])["birds/train.json", "birds/validation.json", "birds/test.json", "streets/test.json"])
        {
            folder.Write(file, "[]");
        }

        var world = WorldFile.Read(folder.Write("world.yaml", Example("yaml", 0)), ["option-letter", "yes-no"]);

        Assert.Equal(["birds", "streets"], world.AllBenchmarks.Select(benchmark => benchmark.Id));
    }

    [Fact]
    public void The_guides_record_is_read()
    {
        using var folder = new DataFolder();

        Assert.Equal("A", Assert.Single(LlavaFile.Read(folder.Write("data.json", Example("json", 0)))).Answer);
    }

    [Fact]
    public void The_guides_mixture_is_read()
    {
        using var folder = new DataFolder();
        folder.Write("general.json", "[]");
        folder.Write("birds.jsonl", "");

        Assert.Equal(2, MixtureFile.Read(folder.Write("mix.yaml", Example("yaml", 1))).Count);
    }

    private static string Example(string language, int index)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "LmmCl.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        var text = File.ReadAllText(Path.Combine(root.FullName, "docs", "data.md"));
        return Regex.Matches(text, $"```{language}\n(.*?)```", RegexOptions.Singleline)[index].Groups[1].Value;
    }
}
