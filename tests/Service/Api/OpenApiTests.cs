using System.Net;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Service.Tests.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_endpoint_is_in_the_document_and_in_the_docs()
    {
        using var store = await RecordedStore.OfAsync();
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var paths = (await served.JsonAsync("/openapi/v1.json"))["paths"]!.AsObject();
        var docs = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "api.md"));

        var missing = new List<string>();
        foreach (var (method, path) in Endpoints(served))
        {
            var operation = paths[path]?[method.ToLowerInvariant()];
            if (operation is null || string.IsNullOrEmpty((string?)operation["summary"]) || operation["responses"]?["200"] is null && operation["responses"]?["201"] is null)
            {
                missing.Add($"{method} {path} has no operation with a summary and an answer in /openapi/v1.json");
            }

            if (!docs.Contains($"`{method} {path}`", StringComparison.Ordinal))
            {
                missing.Add($"{method} {path} is not in docs/api.md");
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Readiness_names_each_part()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);

        var ready = await served.JsonAsync("/readyz");

        Assert.True((bool)ready["ready"]!);
        var parts = ready["parts"]!.AsArray().Select(part => (string)part!["part"]!).ToList();
        Assert.Equal(["disk", "executors", "index", "plugins", "store"], parts.Intersect(["disk", "executors", "index", "plugins", "store"]).Order());
    }

    [Fact]
    public async Task A_part_that_is_not_ready_is_named()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        await using var readOnly = ServiceApplication.Build(
            HostSettings.From(store.Runs, null), new ServeOptions(ServeOptions.Loopback, 0), new QueueSettings("other", []));

        // The index of a service that has not started yet is not built.
        var checks = readOnly.Services.GetServices<IReadinessCheck>();
        var index = await checks.Single(check => check.Part == "index").CheckAsync(default);

        Assert.False(index.IsReady);
        Assert.Contains("being built", index.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await served.Client.GetAsync("/readyz")).StatusCode);
    }

    /// <summary>What the service answers, without the page's own files and the document itself.</summary>
    private static IEnumerable<(string Method, string Path)> Endpoints(ServedRuns served) =>
        from endpoint in served.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("**", "", StringComparison.Ordinal)
        where path.StartsWith("/api/", StringComparison.Ordinal) || path is "/healthz" or "/readyz" or "/metrics"
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, path);
}
