using System.Globalization;
using System.Text.Json.Nodes;
using LmmCl.Events;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary>What the commands that read experiments print of a finished one.</summary>
[Collection(nameof(HostRuns))]
public sealed class FinishedExperimentTests(FinishedExperiment finished)
{
    [Theory]
    [InlineData("table")]
    [InlineData("markdown")]
    [InlineData("latex")]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task A_report_holds_every_score_in_every_format(string format)
    {
        var typed = await Typed.CommandAsync("report", "small", "--format", format, "--runs", finished.Place.Runs);

        Assert.Equal((0, ""), (typed.Code, typed.Error));
        var scores = (await finished.Place.HistoryAsync()).OfType<BenchmarkScored>().ToList();
        Assert.Contains(scores, scored => scored.Score.Value > 0);
        Assert.All(scores, scored =>
        {
            Assert.Contains(scored.Benchmark, typed.Output, StringComparison.Ordinal);
            Assert.Contains(scored.Score.Value.ToString("0.0", CultureInfo.InvariantCulture)[..^2], typed.Output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_json_report_says_what_the_events_say()
    {
        var typed = await Typed.CommandAsync("report", "small", "--format", "json", "--runs", finished.Place.Runs);

        var report = JsonNode.Parse(typed.Output)!;
        var history = await finished.Place.HistoryAsync();
        Assert.Equal("completed", report["status"]!.GetValue<string>());
        Assert.Equal(history.OfType<ParametersSelected>().First().Trained, report["parametersTrained"]!.GetValue<long>());
        Assert.Equal(3, report["stages"]!.AsArray().Count);
        Assert.All(history.OfType<BenchmarkScored>(), scored =>
        {
            var scores = report["stages"]![scored.Stage.Number]!["scores"]!.AsArray();
            var score = Assert.Single(scores, score => score!["benchmark"]!.GetValue<string>() == scored.Benchmark);
            Assert.Equal(scored.Score.Value, score!["score"]!.GetValue<double>());
        });
    }

    [Theory]
    [InlineData("table")]
    [InlineData("markdown")]
    [InlineData("latex")]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task A_comparison_names_the_recipe_in_every_format(string format)
    {
        var typed = await Typed.CommandAsync("compare", "small", "small", "--format", format, "--runs", finished.Place.Runs);

        Assert.Equal((0, ""), (typed.Code, typed.Error));
        Assert.Contains("sa", typed.Output, StringComparison.Ordinal);
        Assert.Contains("proj", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_writes_one_page_that_needs_nothing_else()
    {
        var page = Path.Combine(finished.Place.Root, "page.html");

        var typed = await Typed.CommandAsync("compare", "small", "--page", page, "--runs", finished.Place.Runs);

        Assert.Equal(0, typed.Code);
        Assert.Contains(page, typed.Output, StringComparison.Ordinal);
        var html = await File.ReadAllTextAsync(page);
        Assert.Contains("id=\"lmmcl-data\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_tells_every_event_in_a_line()
    {
        var typed = await Typed.CommandAsync("history", "small", "--runs", finished.Place.Runs);

        Assert.Equal((0, ""), (typed.Code, typed.Error));
        string[] told = ["pathvqa", "timeclock", "docvqa", "counting_bias", "SelectiveTuning"];
        Assert.All(told, word => Assert.Contains(word, typed.Output, StringComparison.Ordinal));
        Assert.True(typed.Output.Count(letter => letter == '\n') >= (await finished.Place.HistoryAsync()).Count);
    }
}
