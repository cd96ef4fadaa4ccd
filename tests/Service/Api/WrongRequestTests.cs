using System.Net;

namespace LmmCl.Service.Tests.Api;

public sealed class WrongRequestTests(WrongRequestTests.OneService one) : IClassFixture<WrongRequestTests.OneService>
{
    [Theory]
    [InlineData("/api/experiments/quick-llm/report?asOf=yesterday", "asOf", 400)]
    [InlineData("/api/experiments/quick-llm/report?asOf=2001-01-01", "asOf", 404)]
    [InlineData("/api/experiments/quick-llm/timeline?after=-1", "after", 400)]
    [InlineData("/api/experiments/quick-llm/timeline?after=first", "after", 400)]
    [InlineData("/api/experiments?limit=0", "limit", 400)]
    [InlineData("/api/experiments?limit=99999999999999999999", "limit", 400)]
    [InlineData("/api/experiments?after=none", "experiment", 404)]
    [InlineData("/api/events?limit=1001", "limit", 400)]
    [InlineData("/api/events?experiment=none", "experiment", 404)]
    [InlineData("/api/events/stream?after=-5", "after", 400)]
    [InlineData("/api/events/stream?experiment=none", "experiment", 404)]
    [InlineData("/api/compare", "experiment", 400)]
    [InlineData("/api/compare?experiment=quick-llm&experiment=none", "experiment", 404)]
    [InlineData("/api/compare?experiment=quick-llm&matched=perhaps", "matched", 400)]
    [InlineData("/api/compare?experiment=quick-llm&levels=high", "levels", 400)]
    [InlineData("/api/forgetting", "benchmark", 400)]
    [InlineData("/api/forgetting?benchmark=docvqa&droppedAt=0", "droppedAt", 400)]
    [InlineData("/api/forgetting?benchmark=docvqa&droppedAt=2&recoveredBy=1", "recoveredBy", 400)]
    [InlineData("/api/forgetting?benchmark=docvqa&by=101", "by", 400)]
    [InlineData("/api/sweeps/none", "name", 404)]
    [InlineData("/api/experiments/quick-llm/answers/docvq", "benchmark", 404)]
    [InlineData("/api/experiments/quick-llm/answers/docvqa?filter=all", "filter", 400)]
    [InlineData("/api/nothing", "path", 404)]
    public async Task A_wrong_request_is_answered_with_field_and_fix(string path, string field, int status)
    {
        var problem = await one.Served.ProblemAsync(path, (HttpStatusCode)status);

        Assert.Equal(field, (string?)problem["field"]);
        Assert.NotEqual("", (string?)problem["fix"] ?? "");
    }

    /// <summary>One service for all requests, which change nothing.</summary>
    public sealed class OneService : IAsyncLifetime
    {
        private RecordedStore store = null!;

        internal ServedRuns Served { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            store = await RecordedStore.OfAsync(("llm", 1));
            Served = await ServedRuns.StartAsync(store.Runs);
        }

        public async Task DisposeAsync()
        {
            await Served.DisposeAsync();
            store.Dispose();
        }
    }
}
