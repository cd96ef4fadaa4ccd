using System.Net;
using LmmCl.Page.Tests.Browsing;

namespace LmmCl.Page.Tests.Pages;

/// <summary>How the service hands out the page.</summary>
[Collection(nameof(HostRuns))]
public sealed class PageEndpointTests
{
    [Fact]
    public async Task The_page_and_its_assets_have_types_tags_and_a_policy_without_inline_scripts()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var service = await ServedPage.StartAsync(store.Runs);
        foreach (var (path, type) in (IEnumerable<(string, string)>)
            [("/", "text/html"), ("/assets/page.js", "text/javascript"), ("/assets/page.css", "text/css")])
        {
            using var answer = await service.Client.GetAsync(path);
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
            using var unchanged = await service.Client.SendAsync(again);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        }

        Assert.DoesNotMatch("<script(?![^>]* src=)|style=|<style", await service.Client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Frames_are_tagged_and_grow_with_the_history()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var service = await ServedPage.StartAsync(store.Runs);
        using var before = await service.Client.GetAsync("/api/experiments/quick-llm/frames");
        await store.AppendAsync("quick-llm", SampleExperiments.History("llm", 2).Skip(SampleExperiments.History("llm", 1).Count));
        for (var turn = 0; turn < 200; turn++)
        {
            using var after = await service.Client.GetAsync("/api/experiments/quick-llm/frames");
            if (after.Headers.ETag!.Tag != before.Headers.ETag!.Tag)
            {
                Assert.Contains("\"2\":{\"stage\":2", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("the frames never changed.");
    }
}
