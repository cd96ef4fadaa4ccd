using System.Text.Json;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary>From published files to a world that can be trained on, and the prompts that come of it.</summary>
[Collection(nameof(HostRuns))]
public sealed class PublishedSetsTests : IDisposable
{
    private const string Letter = "Answer with the option's letter from the given choices directly.";
    private const string Phrase = "\nAnswer the question using a single word or phrase.";

    private readonly string folder = Directory.CreateTempSubdirectory("published-").FullName;

    [Theory]
    [InlineData("ai2d", "What does A show?\nA. a root\nB. a leaf\n" + Letter)]
    [InlineData("chartqa", "How many?\nAnswer the question with a single word.")]
    [InlineData("docvqa_val", "What is the date?" + Phrase)]
    [InlineData("infovqa_val", "How many percent?" + Phrase)]
    [InlineData("realworldqa", "Where is the car?\n\nA. Left\nB. Right\nPlease answer directly with only the letter.")]
    [InlineData("seedbench", "How many towels?\nA. One\nB. Two\nC. Three\nD. Four\n" + Letter)]
    [InlineData("scienceqa_img", "Context: Look at the jars.\nWhich is hotter?\nA. A\nB. B\nC. neither\n" + Letter)]
    [InlineData("mmstar", "Which option?\nOptions: A: red, B: blue\nAnswer with the option's letter from the given choices directly")]
    [InlineData("ocrbench", "what is written in the image?")]
    [InlineData("countbench", "How many boats are there in the image?\nAnswer the question with number only.")]
    [InlineData("textvqa", "What is the brand?" + Phrase)]
    [InlineData(
        "pixmocount",
        "How many phones are in this image?\nAnswer with integer and nothing else. For example, if the answer is 1, you should output 1.")]
    [InlineData(
        "openimgclock",
        "What time does the clock show in this image?\nAnswer with the time in HH:MM format. For example, if it's 3:45, output 3:45.")]
    public async Task A_converted_question_is_asked_as_the_framework_asks_it(string set, string prompt)
    {
        var typed = await Typed.CommandAsync(
            "data", "convert", set, PublishedSamples.WriteOf($"{set}/test", folder), "--output", Path.Combine(folder, set));

        Assert.Equal((0, ""), (typed.Code, typed.Error));
        var scorer = ScorerCatalog.Find(typed.Output.Split("scorer: ")[1].Split('\n')[0]);
        var document = JsonDocument.Parse(File.ReadLines(Path.Combine(folder, set, "test.jsonl")).First()).RootElement.GetProperty("doc");
        Assert.Equal(prompt, scorer.Prompt(document, ScoringMode.Default));
        Assert.All(scorer.RequiredFields, field => Assert.True(document.TryGetProperty(field, out _), field));
        Assert.Equal(1.0, GoldCheck.BestScore(scorer, document));
    }

    [Fact]
    public async Task Entries_that_are_printed_make_a_world_in_which_nothing_is_wrong()
    {
        foreach (var split in new[] { "train", "test" })
        {
            await Typed.CommandAsync(
                "data", "convert", "pathvqa", PublishedSamples.WriteOf($"pathvqa/{split}", folder), "--split", split, "--output",
                Path.Combine(folder, "pathvqa"));
        }

        var entry = await Typed.CommandAsync(
            "data", "convert", "pathvqa", Path.Combine(folder, "pathvqa-test.parquet"), "--output", Path.Combine(folder, "pathvqa"));
        Assert.Contains("as converted before", entry.Output, StringComparison.Ordinal);
        var world = Path.Combine(folder, "world.yaml");
        await File.WriteAllTextAsync(world, $"skills:\n{entry.Output.Split("benchmarks:\n")[1]}");

        var check = await Typed.CommandAsync("data", "check", world);

        Assert.Equal((0, ""), (check.Code, check.Error));
        Assert.EndsWith("4 records, nothing wrong.\n", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_are_listed_and_nothing_is_downloaded_unless_asked()
    {
        var downloads = Path.Combine(folder, "downloads");
        var typed = await Typed.CommandAsync("data", "fetch", "cub200", "--split", "train", "--output", downloads);

        Assert.Equal((0, ""), (typed.Code, typed.Error));
        Assert.Contains("CUB_200_2011.tgz", typed.Output, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was downloaded; add --download to do so.\n", typed.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(downloads));
    }

    [Fact]
    public async Task A_wrong_file_or_name_is_one_error_with_exit_code_2()
    {
        var file = PublishedSamples.WriteOf("chartqa/test", folder);
        var columns = await Typed.CommandAsync("data", "convert", "ai2d", file, "--output", Path.Combine(folder, "o"));
        var split = await Typed.CommandAsync("data", "convert", "ai2d", file, "--split", "tests");

        columns.IsOneErrorWith(file, "the column 'options' of ai2d is missing", "It has: type, question, answer, image.");
        split.IsOneErrorWith("--split: ai2d has no split 'tests'. Did you mean 'test'?");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
