using System.Text.Json.Nodes;
using LmmCl.Page.Tests.Browsing;

namespace LmmCl.Page.Tests.Pages;

/// <summary>The page of a running service, in Chromium.</summary>
[Collection(nameof(HostRuns))]
public sealed class LivePageTests(FinishedExperiment finished)
{
    private const string Experiment = "watched";

    [BrowserFact]
    public async Task A_run_is_watched_to_its_end_and_the_slider_shows_it_as_it_was()
    {
        using var place = new Workplace(finished.World);
        await using var service = await ServedPage.StartAsync(place.Runs);
        using var browser = new Browser();
        browser.Open(service.Address);
        browser.Until("document.querySelector('.connection.live')");
        await service.SubmitAsync(place.Experiment(Experiment));
        browser.Until("[...document.querySelectorAll('.list th a')].some((link) => link.textContent === arguments[0])", Experiment);
        browser.Photograph("list");

        browser.Open(service.Address + "/#/newest");
        browser.Until("document.querySelector('h1')?.textContent === arguments[0]", Experiment);
        browser.Until("document.querySelector('[data-curve=\"Loss\"]')?.dataset.value > 0");
        browser.Photograph("running");
        browser.Until("document.querySelector('h1 + .status')?.textContent === 'completed'");

        var newest = browser.SliderSequence();
        Assert.Equal(1L, browser.Evaluate("return document.querySelectorAll('.history [aria-current]').length"));
        var frames = JsonNode.Parse(await service.Client.GetStringAsync($"/api/experiments/{Experiment}/frames"))!;
        var halfway = frames["frames"]!.AsArray()[frames["frames"]!.AsArray().Count / 2]!["sequence"]!.GetValue<long>();
        foreach (var asOf in (long[])[newest, halfway, frames["frames"]![1]!["sequence"]!.GetValue<long>()])
        {
            browser.SlideTo(asOf);
            browser.Until("Number(document.querySelector('[data-slider-sequence]').dataset.sliderSequence) === arguments[0]", asOf);
            var report = await Typed.CommandAsync("report", Experiment, "--format", "json", "--as-of", $"{asOf}", "--runs", place.Runs);
            ShownFigures.AreThoseOf(report.Output, browser.Figures());
        }

        Assert.Contains("verified", browser.Text(".chain"), StringComparison.Ordinal);
        browser.Open($"{service.Address}/#/experiment/{Experiment}");
        browser.Photograph("completed", isWhole: true);
        var answers = await SeesAnswersAsync(browser, service);
        SeesPlugins(browser, service);
        Assert.Empty(browser.ConsoleErrors());
        Assert.All(browser.Requests(), address => Assert.True(
            address.StartsWith(service.Address, StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal),
            address));
        await SeesTheSameInAFileAsync(browser, place, answers);
    }

    private static async Task<JsonNode> SeesAnswersAsync(Browser browser, ServedPage service)
    {
        var answers = JsonNode.Parse(await service.Client.GetStringAsync($"/api/experiments/{Experiment}/answers/ai2d"))!;
        browser.Open($"{service.Address}/#/experiment/{Experiment}/answers/ai2d");
        browser.Until("document.querySelectorAll('.sample').length === arguments[0]", answers["total"]!.GetValue<int>());
        browser.Until("document.querySelector('.sample img').naturalWidth > 0");
        var question = browser.Evaluate("return document.querySelector('.question').textContent");
        Assert.Equal((string)answers["items"]![0]!["question"]!, question);
        browser.Photograph("answers");
        SeesTheFirstAnswersAlone(browser, $"{service.Address}/", answers);
        browser.Open($"{service.Address}/#/experiment/{Experiment}/answers/ai2d");
        browser.Until("document.querySelectorAll('.sample').length === arguments[0]", answers["total"]!.GetValue<int>());
        foreach (var filter in (string[])["wrong", "became-wrong", "came-back"])
        {
            var filtered = await service.Client.GetStringAsync($"/api/experiments/{Experiment}/answers/ai2d?filter={filter}");
            var kept = JsonNode.Parse(filtered)!["total"]!.GetValue<int>();
            browser.Find($"input[value='{filter}']").Click();
            browser.Until("document.querySelector('.counted').textContent.startsWith(arguments[0] + ' question')", $"{kept}");
            browser.Until("document.querySelectorAll('.sample').length === arguments[0]", kept);
        }

        return answers;
    }

    /// <summary>At the event that recorded the first score, the questions have the base model's answers alone.</summary>
    private static void SeesTheFirstAnswersAlone(Browser browser, string address, JsonNode answers)
    {
        var first = answers["stages"]![0]!["sequence"]!.GetValue<long>();
        browser.Open($"{address}#/experiment/{Experiment}?at={first}");
        browser.Until("document.querySelector('.map a')?.hash.endsWith('?at=' + arguments[0])", first);
        browser.Open($"{address}#/experiment/{Experiment}/answers/ai2d?at={first}");
        browser.Until(
            "document.querySelectorAll('.sample').length > 0 && document.querySelectorAll('.answers tr').length === document.querySelectorAll('.sample').length");
        Assert.StartsWith("base ", browser.Text(".card .note"), StringComparison.Ordinal);
    }

    private static void SeesPlugins(Browser browser, ServedPage service)
    {
        browser.Open($"{service.Address}/#/plugins");
        browser.Until("document.querySelectorAll('.plugins tbody tr').length > 0");
        Assert.Contains("SelectiveTuning", browser.Text(".plugins"), StringComparison.Ordinal);
        browser.Open($"{service.Address}/#/sweeps");
        browser.Until("document.querySelector('h1').textContent === 'Sweeps'");
    }

    private static async Task SeesTheSameInAFileAsync(Browser browser, Workplace place, JsonNode answers)
    {
        var file = Path.Combine(place.Root, "page.html");
        var written = await Typed.CommandAsync("page", Experiment, "--answers", "--out", file, "--runs", place.Runs);
        Assert.True(written.Code == 0, written.Error);
        browser.GoOffline();
        browser.Open(new Uri(file).AbsoluteUri + $"#/experiment/{Experiment}");
        browser.Until("document.querySelector('[data-slider-sequence]')");
        var report = await Typed.CommandAsync("report", Experiment, "--format", "json", "--runs", place.Runs);
        ShownFigures.AreThoseOf(report.Output, browser.Figures());
        browser.Open(new Uri(file).AbsoluteUri + $"#/experiment/{Experiment}/answers/ai2d");
        browser.Until("document.querySelector('.sample img')?.naturalWidth > 0");
        SeesTheFirstAnswersAlone(browser, new Uri(file).AbsoluteUri, answers);
        Assert.Empty(browser.ConsoleErrors());
    }
}
