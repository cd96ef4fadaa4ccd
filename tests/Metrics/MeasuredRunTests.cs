using System.Diagnostics;
using LmmCl.Events;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Host.Metrics;
using LmmCl.Host.Service;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Metrics.Tests;

/// <summary>A single run with its metrics and its traces: the application behind <c>lmmcl run --metrics-port</c>, with a real worker.</summary>
public sealed class MeasuredRunTests : IDisposable
{
    private static readonly string[] trained = ["checkpoint", "evaluate", "finish", "prepare", "probe", "train"];

    private readonly SmallWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_stage_is_one_trace_with_a_span_for_each_part_and_the_run_has_an_endpoint()
    {
        using var place = new Workplace(world);
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        var port = Tool.FreePort();
        await using (var application = await MeasuredRun.StartAsync(HostSettings.From(place.Runs, null), port, default))
        {
            await RunAsync(application, place, default);
            using var client = new HttpClient();
            Scrape scrape;
            do
            {
                // The last events are on their way, and an answer is kept for 300 ms.
                await Task.Delay(100);
                scrape = await Scrape.OfAsync(client, $"http://127.0.0.1:{port}");
            }
            while (!scrape.Of("lmmcl_experiment_state").Any(series => series.Value == 1 && series.Labels["state"] == "completed"));

            Assert.Equal(24, scrape.Value("lmmcl_training_steps_total", ("experiment", "small")));
            Assert.Empty(scrape.Of("lmmcl_queue_experiments"));
        }

        var stages = spans.Where(span => span.OperationName == "stage").OrderBy(span => span.StartTimeUtc).ToList();
        Assert.Equal([0, 1, 2], stages.Select(stage => stage.GetTagItem("lmmcl.stage")));
        Assert.Equal(3, stages.Select(stage => stage.TraceId).Distinct().Count());
        Assert.All(stages, stage => Assert.Null(stage.ParentId));
        foreach (var stage in stages)
        {
            var parts = spans.Where(span => span.TraceId == stage.TraceId && char.IsLower(span.OperationName[0]) && span != stage).ToList();
            var expected = stage == stages[0] ? ["evaluate", "probe"] : trained;
            Assert.Equal(expected, parts.Select(part => part.OperationName).Order(StringComparer.Ordinal));
            Assert.All(parts, part =>
            {
                Assert.True(part.StartTimeUtc >= stage.StartTimeUtc && part.Duration <= stage.Duration, part.OperationName);
                Assert.Contains(spans, span => span.SpanId == part.ParentSpanId);
            });
        }
    }

    [Fact]
    public async Task A_stage_that_is_stopped_midway_ends_its_spans_with_an_error()
    {
        using var place = new Workplace(world);
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        await using var application = await MeasuredRun.StartAsync(HostSettings.From(place.Runs, null), 0, default);
        var registry = application.Services.GetRequiredService<ExperimentRegistry>();
        using var stop = new CancellationTokenSource();

        const string tooLong = "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 2000, save_every: 2 }";
        var run = RunAsync(application, place, stop.Token, tooLong);
        while (registry.Read<long>(figures => [figures.Training.Steps]).Sum() == 0)
        {
            Assert.False(run.IsCompleted, $"{run.Exception}");
            await Task.Delay(50);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        var stage = spans.Last(span => span.OperationName == "stage");
        Assert.Equal(ActivityStatusCode.Error, stage.Status);
        var train = spans.Single(span => span.OperationName == "train");
        Assert.Equal((stage.TraceId, ActivityStatusCode.Error), (train.TraceId, train.Status));
        Assert.DoesNotContain(spans, span => span.TraceId == stage.TraceId && span.OperationName == "evaluate");
    }

    [Fact]
    public async Task A_port_that_is_taken_or_none_is_one_error()
    {
        using var place = new Workplace(world);
        var options = HostSettings.From(place.Runs, null);
        await using var first = await MeasuredRun.StartAsync(options, 0, default);
        var taken = new Uri(first.Urls.First()).Port;

        var refusal = await Assert.ThrowsAsync<LmmCl.Abstractions.InputException>(() => MeasuredRun.StartAsync(options, taken, default));
        Assert.Contains($"{taken}", refusal.Message, StringComparison.Ordinal);
        refusal = await Assert.ThrowsAsync<LmmCl.Abstractions.InputException>(() => MeasuredRun.StartAsync(options, 70_000, default));
        Assert.Contains("--metrics-port", refusal.Message, StringComparison.Ordinal);
    }

    private static ActivityListener Listen(List<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "LmmCl",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static async Task RunAsync(WebApplication application, Workplace place, CancellationToken ct, params string[] lines)
    {
        await using var slot = application.Services.CreateAsyncScope();
        var services = slot.ServiceProvider;
        var plan = ExperimentPlan.Create(
            ExperimentFile.Read(place.Experiment("small", lines)),
            place.Runs,
            services.GetRequiredService<PluginCatalogue>(),
            services.GetRequiredService<PluginMethods>());
        await services.GetRequiredService<IMediator>().Send(new RunExperiment(plan), ct);
    }
}
