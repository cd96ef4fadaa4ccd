using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LmmCl.Service.Tests.Queue;

/// <summary>Requests to the queue's endpoints.</summary>
[Collection(nameof(HostRuns))]
public sealed class QueueApiTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task Requests_that_are_wrong_get_a_status_and_a_reason_and_change_nothing()
    {
        await using var host = await RunningHost.StartAsync(place);
        using var http = new HttpClient { BaseAddress = new Uri(host.Address) };
        var file = place.Experiment();

        await IsRefusedAsync(http, "/api/queue", new { }, HttpStatusCode.BadRequest, "file, yaml");
        await IsRefusedAsync(http, "/api/queue", new { file, yaml = "x" }, HttpStatusCode.BadRequest, "file, yaml");
        await IsRefusedAsync(http, "/api/queue", new { file = "small.yaml" }, HttpStatusCode.BadRequest, "file");
        await IsRefusedAsync(http, "/api/queue", new { file, priority = 1001 }, HttpStatusCode.BadRequest, "priority");
        await IsRefusedAsync(http, "/api/queue", new { yaml = "experiment: [" }, HttpStatusCode.BadRequest, "yaml: line 1");

        // The text may come from anywhere, so it names files in the installation and in the folders of the settings only.
        await IsRefusedAsync(http, "/api/queue", new { yaml = File.ReadAllText(file) }, HttpStatusCode.BadRequest, "yaml: model");
        await IsRefusedAsync(http, "/api/queue/small/move", new { priority = 1 }, HttpStatusCode.NotFound, "experiment 'small'");
        await IsRefusedAsync(http, "/api/experiments/small/pause", new { }, HttpStatusCode.NotFound, "experiment 'small'");
        await IsRefusedAsync(http, "/api/experiments/small/pause", new { reason = "a\nb" }, HttpStatusCode.BadRequest, "reason");
        await IsRefusedAsync(http, "/api/experiments/..%2f..%2fetc/cancel", new { }, HttpStatusCode.NotFound, "experiment '");
        using var forwarded = new HttpRequestMessage(HttpMethod.Post, "/api/queue") { Content = JsonContent.Create(new { file }) };
        forwarded.Headers.Add("X-Forwarded-For", "192.0.2.1");
        Assert.Equal(HttpStatusCode.BadRequest, (await http.SendAsync(forwarded)).StatusCode);

        Assert.Empty(await RunningHost.EventsAsync(place));
    }

    [Fact]
    public async Task An_experiment_is_submitted_as_text_and_shown_with_its_progress()
    {
        Directory.CreateDirectory(place.Runs);
        File.WriteAllText(Path.Combine(place.Runs, "lmmcl.json"), new JsonObject { ["inputs"] = new JsonArray(finished.World.Root) }.ToJsonString());
        await using var host = await RunningHost.StartAsync(place);
        using var http = new HttpClient { BaseAddress = new Uri(host.Address) };
        var yaml = File.ReadAllText(place.Experiment("small", "training: { effective_batch: 4, micro_batch: 4, epochs: 200 }"));

        var created = await http.PostAsJsonAsync("/api/queue", new { yaml, priority = 2 });

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(2, JsonNode.Parse(await created.Content.ReadAsStringAsync())!["items"]![0]!["priority"]!.GetValue<int>());
        JsonNode? item = null;
        await host.Process.UntilAsync(async () =>
        {
            item = (await http.GetFromJsonAsync<JsonNode>("/api/queue"))!["items"]![0];
            return item!["progress"]?["title"]?.GetValue<string>().Contains("stage 1", StringComparison.Ordinal) == true;
        });
        Assert.Equal(("running", 1), (item!["state"]!.GetValue<string>(), item["slot"]!.GetValue<int>()));
        await IsRefusedAsync(http, "/api/experiments/small/resume", new { }, HttpStatusCode.Conflict, "experiment 'small'");
        var cancelled = await http.PostAsJsonAsync("/api/experiments/small/cancel", new { reason = "seen enough" });
        Assert.Equal("cancelled", JsonNode.Parse(await cancelled.Content.ReadAsStringAsync())!["state"]!.GetValue<string>());
    }

    public void Dispose() => place.Dispose();

    private static async Task IsRefusedAsync(HttpClient http, string path, object body, HttpStatusCode status, string field)
    {
        var response = await http.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{path}: {response.StatusCode} {text}");
        Assert.StartsWith(field, JsonNode.Parse(text)!["field"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
