using System.Diagnostics;
using System.Globalization;
using LmmCl.Abstractions.Events;
using LmmCl.Data.Batches;
using LmmCl.Data.Specs;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Evaluation.Scorers;
using LmmCl.Host.Experiments;
using LmmCl.Host.Progress;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Host.Executors;

/// <summary>Asks a stage's model every benchmark that has no score yet, and keeps every answer.</summary>
internal sealed class StageEvaluation(ModelShelf shelf, AnswerCache cache, ProgressLine progress)
{
    /// <summary>Evaluates; stops between batches and goes on with the next unanswered question.</summary>
    public async Task RunAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct)
    {
        var missing = plan.Benchmarks.Where(benchmark => !journal.Progress[stage].HasScore(benchmark.Id)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var model = shelf.At(plan, stage, journal.Progress);
        var (state, inputs) = (ModelHash.Of(model.Model), shelf.InputsOf(model));
        var runner = new BenchmarkRunner(new ModelAnswerer(model.Model, inputs));
        var questions = missing.Select(benchmark => (Benchmark: benchmark, Items: Items(plan, benchmark))).ToList();
        progress.Begin($"{plan.Spec.Experiment}: stage {stage}: evaluating {missing.Count} benchmarks", questions.Sum(asked => asked.Items.Count));
        var (before, clock, values) = (0, Stopwatch.StartNew(), new List<double>());
        foreach (var (benchmark, items) in questions)
        {
            var (done, watch) = (before, Stopwatch.StartNew());
            var score = Score(plan, stage, benchmark, items, state, runner, new Reported(count => progress.Report(done + count, benchmark.Id)), ct);
            var prompts = plan.Spec.AsPublished ? PromptMode.AsPublished : PromptMode.Default;
            await journal.RecordAsync(new BenchmarkScored(stage, benchmark.Id, score.ToRecord(plan.Folder.Relative(score.AnswersPath)), prompts, watch.Elapsed));
            before += items.Count;
            values.Add(score.Value);
        }

        progress.End(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Spec.Experiment}: stage {stage}: {before} answers in {clock.Elapsed.TotalSeconds:0.0} s, mean score {values.Average():0.0}"));
    }

    private BenchmarkScore Score(
        ExperimentPlan plan, StageId stage, BenchmarkSpec benchmark, IReadOnlyList<BenchmarkItem> items, string state, BenchmarkRunner runner, IProgress<int> answered, CancellationToken ct)
    {
        var path = plan.Folder.Answers(stage, benchmark.Id);
        var pictures = FileHashes.OfFiles(benchmark.Pictures, items.SelectMany(item => item.Pictures).Distinct(StringComparer.Ordinal));
        cache.Offer(state, benchmark.Id, pictures, path);
        var score = runner.Run(
            BenchmarkRequest.Of(benchmark, items, state, path) with
            {
                Prompts = plan.Spec.AsPublished ? ScoringMode.AsPublished : ScoringMode.Default,
                BatchSize = plan.Spec.Evaluation.BatchSize,
            },
            answered,
            ct);
        if (stage == StageId.Base)
        {
            cache.Keep(state, benchmark.Id, pictures, path);
        }

        return score;
    }

    private static List<BenchmarkItem> Items(ExperimentPlan plan, BenchmarkSpec benchmark) =>
        [.. BenchmarkItems.Read(benchmark).Take(plan.Spec.Evaluation.Limit ?? int.MaxValue)];

    private sealed class Reported(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
