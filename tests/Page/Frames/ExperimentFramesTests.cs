using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;
using LmmCl.Reports.Families;
using LmmCl.Reports.Formats;
using LmmCl.Reports.Frames;

namespace LmmCl.Page.Tests.Frames;

/// <summary>The document behind the time slider, against the reports that it stands for.</summary>
public sealed class ExperimentFramesTests : IAsyncLifetime
{
    private const string Experiment = "quick-llm";

    private RecordedStore store = null!;
    private IEventLog log = null!;

    public async Task InitializeAsync()
    {
        store = await RecordedStore.OfAsync(("llm", 5));
        log = EventLogs.Open(Path.Combine(store.Runs, "events.db"));
    }

    public async Task DisposeAsync()
    {
        await log.DisposeAsync();
        store.Dispose();
    }

    [Fact]
    public async Task Frames_up_to_any_event_add_up_to_the_report_as_of_that_event()
    {
        var document = (await ExperimentFrames.ReadAsync(log, Experiment)).ToJson();
        var history = await log.ReadHistoryAsync(Experiment);
        var folded = new JsonObject();
        foreach (var recorded in history)
        {
            foreach (var frame in document["frames"]!.AsArray().Where(frame => frame!["sequence"]!.GetValue<long>() == recorded.Sequence))
            {
                MergePatch.Apply(folded, frame!["report"]!.AsObject());
            }

            var report = await ReportData.ReadAsync(log, Experiment, new AsOf(Sequence: recorded.Sequence));
            Assert.True(
                JsonNode.DeepEquals(KeyedReport.Of(JsonFormat.Experiment(report)), folded), $"the frames differ at {recorded.Sequence}.");
        }
    }

    [Fact]
    public async Task What_was_appended_is_added_to_a_document_that_is_kept()
    {
        var kept = await ExperimentFrames.ReadAsync(log, Experiment);
        Assert.False(await kept.ReadOnAsync(log));

        await log.AppendAsync(Experiment, new ExperimentCancelled("enough seen"));

        Assert.True(await kept.ReadOnAsync(log));
        Assert.Equal((await ExperimentFrames.ReadAsync(log, Experiment)).ToText(), kept.ToText());
        Assert.Equal("cancelled", kept.ToJson()["frames"]!.AsArray()[^1]!["report"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_frame_and_curve_point_names_an_event_with_its_hash()
    {
        var document = (await ExperimentFrames.ReadAsync(log, Experiment)).ToJson();
        var hashes = new Dictionary<string, string>();
        await foreach (var stored in log.ReadStreamAsync(Experiment))
        {
            hashes[$"{stored.Sequence}"] = Convert.ToHexStringLower(stored.Hash.Span);
        }

        var named = document["frames"]!.AsArray().Select(frame => $"{frame!["sequence"]}")
            .Concat(document["curves"]!.AsObject().SelectMany(curve => curve.Value!["sequence"]!.AsArray()).Select(number => $"{number}"));
        Assert.All(named, sequence => Assert.Equal(hashes[sequence], document["events"]![sequence]!["hash"]!.GetValue<string>()));
        Assert.Equal(hashes.Values.Last(), document["head"]!["hash"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_long_stage_keeps_its_peak_and_its_ends_in_few_points()
    {
        var points = Enumerable.Range(1, 50_000)
            .Select(step => new TrainingPoint(step, step == 31_234 ? 99 : 1.0 / step, 1e-3, 1, 10, step));
        await log.AppendAsync("long", points.Chunk(100).Select(chunk => new TrainingProgressed(new(1), 50_000, chunk)));

        var curve = (await ExperimentFrames.ReadAsync(log, "long")).ToJson()["curves"]!["1"]!;
        var steps = curve["step"]!.AsArray().Select(step => step!.GetValue<int>()).ToList();

        Assert.InRange(steps.Count, 1_000, 3_000);
        Assert.Equal((1, 50_000), (steps[0], steps[^1]));
        Assert.Equal(99, curve["loss"]!.AsArray()[steps.IndexOf(31_234)]!.GetValue<double>());
    }

    [Fact]
    public async Task Loss_that_is_not_a_number_is_a_gap()
    {
        TrainingPoint[] points = [new(1, 2.5, 1e-3, 1, 10, 1), new(2, double.NaN, 1e-3, 1, 10, 2)];
        await log.AppendAsync("diverged", new TrainingProgressed(new(1), 2, points));
        var curve = (await ExperimentFrames.ReadAsync(log, "diverged")).ToJson()["curves"]!["1"]!;
        Assert.Equal("[2.5,null]", curve["loss"]!.ToJsonString());
    }
}
