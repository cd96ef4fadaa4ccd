using LmmCl.Page.Tests.Browsing;

namespace LmmCl.Page.Tests.Pages;

/// <summary>The list of experiments, when there are more than anybody reads.</summary>
public sealed class LongListTests
{
    [BrowserFact]
    public async Task A_long_list_shows_its_newest_rows_and_more_when_asked()
    {
        using var store = await RecordedStore.OfAsync();
        foreach (var number in Enumerable.Range(1, 205))
        {
            await store.AppendAsync($"trial-{number}", SampleExperiments.History("llm", 0));
        }

        await using var service = await ServedPage.StartAsync(store.Runs);
        using var browser = new Browser();
        browser.Open(service.Address);

        browser.Until("document.querySelectorAll('.list tbody tr').length === 200");
        Assert.Equal("205 of 205", browser.Text(".counted"));
        Assert.Equal("trial-205", browser.Text(".list tbody th"));
        Assert.Equal("Show 5 more of 205", browser.Text("button.more"));
        browser.Evaluate("document.querySelector('button.more').click()");
        browser.Until("document.querySelectorAll('.list tbody tr').length === 205");
        Assert.Equal(0L, browser.Evaluate("return document.querySelectorAll('button.more').length"));
    }
}
