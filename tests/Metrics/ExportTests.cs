using LmmCl.Events;
using LmmCl.Host.Metrics;
using LmmCl.Reports.Families;

namespace LmmCl.Metrics.Tests;

/// <summary>What the service exports, against its definitions and against reports.</summary>
[Collection(nameof(ServedCollection))]
public sealed class ExportTests(ServedExperiments served)
{
    private const double Precision = 1e-12;

    private static readonly string[] notOfThisMachine = [MetricNames.WorkerDeviceMemory.Name];

    [Fact]
    public void Exported_are_the_metrics_that_are_documented_and_no_others()
    {
        var exported = served.WhileTraining.Metrics.Concat(served.BeforeKill.Metrics).DistinctBy(metric => metric.Key)
            .ToDictionary(metric => metric.Key, metric => metric.Value);
        Assert.True(exported.Remove("target_info"));

        Assert.Equal(
            MetricNames.All.Select(metric => metric.Name).Except(notOfThisMachine).Order(), exported.Keys.Order());
        Assert.All(MetricNames.All.Where(metric => exported.ContainsKey(metric.Name)), metric =>
        {
            Assert.Equal(metric.Kind.ToString().ToLowerInvariant(), exported[metric.Name].Type);
            Assert.Equal(metric.Meaning, exported[metric.Name].Help);
        });
    }

    [Fact]
    public void Series_have_the_labels_of_their_definition_and_few_values()
    {
        foreach (var series in served.BeforeKill.Series.Where(series => series.Name != "target_info"))
        {
            var metric = MetricNames.All.MaxBy(metric => series.Name.StartsWith(metric.Name, StringComparison.Ordinal) ? metric.Name.Length : 0)!;
            Assert.Equal(metric.Labels.Order(), series.Labels.Keys.Except(["le"]).Order());
            if (series.Labels.TryGetValue("experiment", out var experiment))
            {
                Assert.Contains(experiment, (string[])["small", "doomed", "quick-llm"]);
            }
        }

        Assert.InRange(served.BeforeKill.Series.Count, 100, 2000);
    }

    [Fact]
    public void A_worker_that_trains_shows_what_it_does_and_uses()
    {
        var scrape = served.WhileTraining;

        Assert.InRange(scrape.Value("lmmcl_work_progress_ratio", ("experiment", "doomed"), ("work", "train")), 1e-9, 1);
        Assert.InRange(scrape.Value("lmmcl_worker_memory_bytes", ("experiment", "doomed")), 10e6, 10e9);
        Assert.InRange(scrape.Value("lmmcl_worker_live_tensors", ("experiment", "doomed")), 1, 1e6);
        Assert.Equal(1, scrape.Value("lmmcl_executor_busy", ("executor", "1")));
        Assert.Equal(1, scrape.Value("lmmcl_queue_experiments", ("status", "running")));
        Assert.Empty(served.BeforeKill.Of("lmmcl_work_progress_ratio"));
    }

    [Fact]
    public void A_killed_worker_is_a_failed_stage()
    {
        Assert.Equal(1, served.BeforeKill.Value("lmmcl_stage_failures_total", ("experiment", "doomed"), ("reason", "killed")));
        Assert.Equal(0, served.BeforeKill.Value("lmmcl_stage_failures_total", ("experiment", "small"), ("reason", "killed")));
    }

    [Fact]
    public async Task Steps_samples_and_tokens_are_those_of_the_events()
    {
        var trained = (await served.Place.HistoryAsync()).OfType<StageTrained>().ToList();
        var started = (await served.Place.HistoryAsync()).OfType<StageStarted>().ToList();

        Assert.Equal(trained.Sum(stage => stage.OptimizerSteps), served.BeforeKill.Value("lmmcl_training_steps_total", ("experiment", "small")));
        Assert.Equal(trained.Sum(stage => stage.LabelTokens), served.BeforeKill.Value("lmmcl_training_label_tokens_total", ("experiment", "small")));
        Assert.Equal(ServedExperiments.Epochs * started.Sum(stage => stage.Samples), served.BeforeKill.Value("lmmcl_training_samples_total", ("experiment", "small")));
        Assert.InRange(served.BeforeKill.Value("lmmcl_training_step_duration_seconds_count"), trained.Sum(stage => stage.OptimizerSteps), 1e9);
    }

    [Theory]
    [InlineData("small")]
    [InlineData("quick-llm")]
    public async Task Right_after_a_restart_the_gauges_are_those_of_the_report(string experiment)
    {
        await using var log = EventStore.Stores.EventLogs.OpenForReading(served.Place.Store)!;
        var report = await ReportData.ReadAsync(log, experiment);
        var scrape = served.AfterRestart;

        var scores = 0;
        foreach (var stage in report.Stages)
        {
            foreach (var benchmark in report.Scores.Benchmarks)
            {
                var (name, at) = (("benchmark", benchmark.Name), ("stage", stage.ToString()));
                var score = report.Accuracy[stage.Number, benchmark.Name]!.Value;
                Assert.Equal(score / 100, scrape.Value("lmmcl_benchmark_score_ratio", ("experiment", experiment), name, at), Precision);
                var change = score - report.Accuracy[0, benchmark.Name]!.Value;
                Assert.Equal(change / 100, scrape.Value("lmmcl_benchmark_change_ratio", ("experiment", experiment), name, at), Precision);
                scores++;
            }
        }

        Assert.Equal(scores, scrape.Of("lmmcl_benchmark_score_ratio").Count(series => series.Labels["experiment"] == experiment));
        foreach (var definition in Evaluation.Forgetting.ForgettingDefinitions.All.Where(definition => definition.Id != "recovery"))
        {
            var figures = scrape.Of("lmmcl_forgetting_ratio")
                .Where(series => series.Labels["experiment"] == experiment && series.Labels["definition"] == definition.Id);
            Assert.Equal(definition.Of(report.Accuracy) / 100, figures.SingleOrDefault()?.Value);
        }
    }

    [Fact]
    public void Right_after_a_restart_everything_of_the_log_is_as_before()
    {
        string[] ofThisProcess = [.. MetricNames.All
            .Where(metric => !metric.Labels.Contains("experiment") || metric.Name.StartsWith("lmmcl_work", StringComparison.Ordinal))
            .Where(metric => metric.Name != "lmmcl_worker_restarts_total")
            .Select(metric => metric.Name)];

        // Reports of progress are not in the log.
        string[] live = ["lmmcl_experiment_last_progress_timestamp_seconds"];
        string Of(Scrape scrape) => string.Join('\n', scrape.Series
            .Where(series => series.Name.StartsWith("lmmcl_", StringComparison.Ordinal))
            .Where(series => !ofThisProcess.Any(name => series.Name.StartsWith(name, StringComparison.Ordinal)) && !live.Contains(series.Name))
            .Select(series => $"{series.Name} {string.Join(' ', series.Labels.OrderBy(label => label.Key))} {series.Value:R}")
            .Order(StringComparer.Ordinal));

        var before = Of(served.BeforeKill);
        Assert.Contains("lmmcl_training_steps_total", before, StringComparison.Ordinal);
        Assert.Equal(before, Of(served.AfterRestart));
    }
}
