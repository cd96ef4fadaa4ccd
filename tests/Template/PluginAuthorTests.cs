using LmmCl.Data.TinyWorld;

namespace LmmCl.Template.Tests;

/// <summary>docs/plugin-guide.md, done.</summary>
public sealed class PluginAuthorTests : IDisposable
{
    private readonly AuthorsFolder author = new();

    [Fact]
    public async Task A_plugin_made_outside_the_repository_passes_the_kit_and_gets_its_row()
    {
        await author.PackAsync("src/Abstractions", isBuilt: true);
        await author.PackAsync("src/Testing", isBuilt: true);
        await author.PackAsync("templates/LmmCl.Templates.csproj", isBuilt: false);
        await author.NewAsync(author.Root, "install", Directory.GetFiles(author.Packages, "LmmCl.Templates.*").Single());
        await author.NewAsync(author.Root, "lmmcl-method", "-n", "Holding", "--lmmcl", Repository.Root);
        var folder = Path.Combine(author.Root, "Holding");

        var tested = await author.DotnetAsync(folder, ["test", "-nologo"]);
        Assert.DoesNotContain("warning", tested, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Failed:     0, Passed:    19", tested, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder, "*torch_cpu*", SearchOption.AllDirectories));
        Assert.All(Directory.GetDirectories(author.Cache), package => Assert.StartsWith("lmmcl.", Path.GetFileName(package)));

        var world = new TinyWorldSizes(SkillTrain: 16, SkillTest: 2, BenchmarkTest: 2, ProbeCaptions: 2);
        TinyWorldFiles.Write(Path.Combine(folder, "world"), seed: 1, world);
        Shorten(Path.Combine(folder, "experiments", "plain.yaml"));
        Shorten(Path.Combine(folder, "experiments", "holding.yaml"));
        await author.LmmClAsync(folder, "plugins", "trust", "Holding", "--plugins", "out");
        await author.LmmClRunsAsync(folder, "run", "experiments/plain.yaml");
        await author.LmmClRunsAsync(folder, "run", "experiments/holding.yaml", "--plugins", "out");

        var compared = await author.LmmClRunsAsync(folder, "compare", "plain", "holding", "--format", "markdown");
        Assert.Contains("| **llm** |", compared, StringComparison.Ordinal);
        Assert.Contains("| **Holding** |", compared, StringComparison.Ordinal);
    }

    public void Dispose() => author.Dispose();

    /// <summary>One skill and a few steps of the template's experiment: what it scores is not the point here.</summary>
    private static void Shorten(string experiment) => File.WriteAllText(experiment, File.ReadAllText(experiment)
        .Replace("training:\n", "skills: [pixmocount]\ntraining:\n  max_steps: 3\n", StringComparison.Ordinal)
        .Replace("evaluation:\n", "evaluation:\n  probe_samples: 0\n  layer_probe_samples: 0\n", StringComparison.Ordinal));
}
