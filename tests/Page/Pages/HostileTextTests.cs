using System.Text.Json.Nodes;
using LmmCl.EventStore.Stores;
using LmmCl.Page.Tests.Browsing;
using LmmCl.Reports.Frames;
using LmmCl.Reports.Html;

namespace LmmCl.Page.Tests.Pages;

/// <summary>What a model says is text on the page, whatever it looks like.</summary>
[Collection(nameof(HostRuns))]
public sealed class HostileTextTests
{
    private const string Hostile = "</script><img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";

    [BrowserFact]
    public async Task Markup_in_a_question_or_an_answer_stays_text()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var log = EventLogs.Open(Path.Combine(store.Runs, "events.db"));
        var frames = await ExperimentFrames.ReadAsync(log, "quick-llm");
        var file = Path.Combine(store.Runs, "hostile.html");
        PageFile.Write(file, [frames], null, Answers());
        using var browser = new Browser();

        browser.Open(new Uri(file).AbsoluteUri + "#/experiment/quick-llm/answers/ai2d");
        browser.Until("document.querySelectorAll('.sample').length === 2");

        Assert.Equal(Hostile, browser.Text(".question"));
        Assert.Equal(Hostile, browser.Text(".reply"));
        Assert.False(browser.Has(".sample img"));
        Assert.DoesNotContain("taken", (string)browser.Evaluate("return document.title")!, StringComparison.Ordinal);
        browser.Find("input[value='became-wrong']").Click();
        browser.Until("document.querySelectorAll('.sample').length === 1");
        Assert.Equal("second", browser.Text(".question"));
        Assert.Empty(browser.ConsoleErrors());
    }

    private static JsonNode Answers() => JsonNode.Parse(
        $$"""
        { "quick-llm": { "ai2d": { "stages": [], "total": 2, "next": null, "items": [
          { "id": "1", "question": {{Quoted(Hostile)}}, "gold": [ {{Quoted(Hostile)}} ], "picture": null,
            "stages": { "0": { "reply": {{Quoted(Hostile)}}, "score": 0, "right": false } } },
          { "id": "2", "question": "second", "gold": [ "a" ], "picture": null,
            "stages": { "0": { "reply": "a", "score": 1, "right": true }, "1": { "reply": "b", "score": 0, "right": false } } } ] } } }
        """)!;

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString();
}
