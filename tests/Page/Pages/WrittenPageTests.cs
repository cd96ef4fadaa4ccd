using System.Text.Json.Nodes;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Page.Tests.Browsing;
using OpenQA.Selenium;

namespace LmmCl.Page.Tests.Pages;

/// <summary>The self-contained page, opened from disk without a network.</summary>
[Collection(nameof(HostRuns))]
public sealed class WrittenPageTests(WrittenPages pages) : IClassFixture<WrittenPages>
{
    private const string Experiment = "quick-llm";

    [BrowserFact]
    public async Task Every_figure_at_every_slider_position_is_that_of_the_report()
    {
        using var browser = new Browser();
        browser.GoOffline();
        browser.Open(pages.Address($"/experiment/{Experiment}"));
        browser.Until("document.querySelector('[data-slider-sequence]')");
        browser.Photograph("file", isWhole: true);
        foreach (var sequence in (long[])[long.MaxValue, 60, 33, 20, 4])
        {
            var asOf = sequence == long.MaxValue ? browser.SliderSequence() : sequence;
            browser.SlideTo(asOf);
            var report = await pages.Store.TypeAsync("report", Experiment, "--format", "json", "--as-of", $"{asOf}");
            browser.Until("document.querySelectorAll('.map [data-figure$=\"/score\"]').length === arguments[0]", Scores(report.Output));
            ShownFigures.AreThoseOf(report.Output, browser.Figures());
        }

        Assert.Empty(browser.ConsoleErrors());
        Assert.All(browser.Requests(), address => Assert.StartsWith("file:", address, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task The_comparison_shows_the_figures_of_every_report()
    {
        using var browser = new Browser();
        browser.Open(pages.Address("/compare"));
        browser.Until("document.querySelectorAll('.comparison tbody tr').length === 3");
        browser.Photograph("comparison", isWhole: true);
        var compared = JsonNode.Parse((await pages.Store.TypeAsync(
            "compare", "quick-llm", "quick-sa_proj", "quick-mlp_gate_up", "--format", "json")).Output)!["experiments"]!.AsArray();
        Assert.All(compared, report =>
        {
            var shown = browser.Figures($"[data-experiment='{report!["experiment"]}']")
                .ToDictionary(figure => figure.Path[1], figure => figure.Value);
            Assert.Equal(7, shown.Count);
            Assert.All(shown, figure => Assert.Equal(
                report["figures"]!.AsArray().Single(item => (string?)item!["definition"] == figure.Key)!["value"]!.GetValue<double>(),
                figure.Value));
        });
        Assert.Empty(browser.ConsoleErrors());
    }

    [BrowserFact]
    public void The_keyboard_alone_moves_the_slider_and_opens_what_it_stands_at()
    {
        using var browser = new Browser();
        browser.Open(pages.Address($"/experiment/{Experiment}"));
        browser.Until("document.querySelector('[data-slider-sequence]')");
        browser.Press(Keys.Tab);
        Assert.Equal("Skip to the content", browser.Evaluate("return document.activeElement.textContent"));
        browser.Press(Keys.Enter);
        Assert.Equal("content", browser.Evaluate("return document.activeElement.id"));
        TabTo(browser, "time");
        var newest = browser.SliderSequence();
        browser.Press(Keys.ArrowLeft);
        browser.Until("Number(document.querySelector('[data-slider-sequence]').dataset.sliderSequence) < arguments[0]", newest);
        browser.Press(Keys.Home);
        browser.Until("Number(document.querySelector('[data-slider-sequence]').dataset.sliderSequence) === 1");
        Assert.Equal("solid", browser.Evaluate("return getComputedStyle(document.activeElement).outlineStyle"));
        browser.Press(Keys.End);
        browser.Until("Number(document.querySelector('[data-slider-sequence]').dataset.sliderSequence) === arguments[0]", newest);
        TabTo(browser, null, "from");
        var named = (string)browser.Evaluate("return document.activeElement.textContent")!;
        browser.Press(Keys.Enter);
        browser.Until("'#' + document.querySelector('[data-slider-sequence]').dataset.sliderSequence === arguments[0]", named);
    }

    [BrowserFact]
    public void A_phone_shows_it_without_scrolling_sideways_in_light_and_dark()
    {
        using var browser = new Browser(390, 844);
        foreach (var route in (string[])["/", $"/experiment/{Experiment}", "/compare"])
        {
            browser.Open(pages.Address(route));
            browser.Until("document.querySelector('main .card')");
            Assert.Equal(true, browser.Evaluate("return document.documentElement.scrollWidth <= innerWidth"));
            Assert.Equal(390L, browser.Evaluate("return innerWidth"));
        }

        browser.Open(pages.Address($"/experiment/{Experiment}"));
        browser.Until("document.querySelector('[data-slider-sequence]')");
        browser.Photograph("phone");
        browser.Prefer("dark");
        browser.Photograph("phone-dark");
        Assert.Equal("rgb(19, 21, 25)", browser.Evaluate("return getComputedStyle(document.body).backgroundColor"));
        browser.Find(".state button").Click();
        browser.Find(".state button").Click();
        Assert.Equal("rgb(247, 246, 242)", browser.Evaluate("return getComputedStyle(document.body).backgroundColor"));
    }

    [BrowserFact]
    public void Moving_the_slider_changes_no_place_on_the_page()
    {
        using var browser = new Browser();
        browser.Open(pages.Address($"/experiment/{Experiment}"));
        browser.Until("document.querySelector('[data-slider-sequence]')");
        const string places =
            "return JSON.stringify([...document.querySelectorAll('main > *, .card > h2, .map tr')]"
            + ".map((element) => element.getBoundingClientRect().top + scrollY))";
        var before = browser.Evaluate(places);
        foreach (var sequence in (long[])[5, 30, 61])
        {
            browser.SlideTo(sequence);
            browser.Until("Number(document.querySelector('[data-slider-sequence]').dataset.sliderSequence) === arguments[0]", sequence);
            Assert.Equal(before, browser.Evaluate(places));
        }
    }

    [BrowserFact]
    public void The_newest_run_opens_by_its_link_and_titles_are_those_of_the_definitions()
    {
        using var browser = new Browser();
        browser.Open(pages.Address("/newest"));
        browser.Until("document.querySelector('.figures tbody tr')");
        Assert.StartsWith("quick-", browser.Text("h1"), StringComparison.Ordinal);
        var shown = browser.Text(".figures");
        Assert.All(ForgettingDefinitions.All, definition => Assert.Contains(definition.Title, shown, StringComparison.Ordinal));
    }

    private static int Scores(string report) =>
        JsonNode.Parse(report)!["stages"]!.AsArray().Sum(stage => stage!["scores"]!.AsArray().Count);

    private static void TabTo(Browser browser, string? id, string? style = null)
    {
        for (var i = 0; i < 60; i++)
        {
            browser.Press(Keys.Tab);
            const string found =
                "const at = document.activeElement; return arguments[0] ? at.id === arguments[0] : at.classList.contains(arguments[1])";
            if (browser.Evaluate(found, id ?? "", style ?? "") is true)
            {
                return;
            }
        }

        Assert.Fail($"Tab does not reach {id}{style}.");
    }
}
