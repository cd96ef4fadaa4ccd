using LmmCl.Page.Tests.Browsing;

namespace LmmCl.Page.Tests.Pages;

/// <summary>A browser opens six connections to a service: a page that is not looked at must not keep one.</summary>
public sealed class HiddenPageTests
{
    private const string Listed = "[...document.querySelectorAll('.list th a')].some((link) => link.textContent === arguments[0])";

    [BrowserFact]
    public async Task A_hidden_page_disconnects_and_reads_on_when_it_is_seen_again()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var service = await ServedPage.StartAsync(store.Runs);
        using var browser = new Browser();
        browser.Open(service.Address);
        browser.Until("document.querySelector('.connection.live')");
        browser.Until(Listed, "quick-llm");

        Show(browser, isHidden: true);
        await UntilReadersAsync(service, 0);
        await store.AppendAsync("quick-mlp", SampleExperiments.History("mlp", 1));
        Show(browser, isHidden: false);

        browser.Until(Listed, "quick-mlp");
        await UntilReadersAsync(service, 1);
    }

    [BrowserFact]
    public async Task Pages_that_were_left_keep_no_connection()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var service = await ServedPage.StartAsync(store.Runs);
        using var browser = new Browser();
        for (var visit = 0; visit < 8; visit++)
        {
            browser.Open(service.Address);
            browser.Until("document.querySelector('.connection.live')");
            browser.Open("about:blank");
            await UntilReadersAsync(service, 0);
        }
    }

    private static void Show(Browser browser, bool isHidden) => browser.Evaluate(
        """
        Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        """,
        isHidden);

    private static async Task UntilReadersAsync(ServedPage service, int readers)
    {
        while (service.Readers != readers)
        {
            await Task.Delay(20);
        }
    }
}
