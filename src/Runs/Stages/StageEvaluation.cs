using System.Diagnostics;
using System.Globalization;
using LmmCl.Data.Specs;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Evaluation.Scorers;
using LmmCl.Events;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;
using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Evaluates a stage's model, and each variant that the method offers of it, on every benchmark without a score, and stores all answers.
/// </summary>
internal sealed class StageEvaluation(
    ModelShelf shelf, PluginMethods methods, AnswerCache cache, IRecordedAnswers recorded, IWorkProgress progress)
{
    private static readonly TimeSpan betweenClaims = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan onItsWay = TimeSpan.FromSeconds(5);

    /// <summary>Runs the evaluation; stops between batches and resumes with the next unanswered question.</summary>
    public async Task RunAsync(
        ExperimentPlan plan, StageId stage, RunInputs inputs, ExperimentJournal journal, CancellationToken ct)
    {
        await AskAsync(plan, stage, null, inputs, journal, ct);
        foreach (var variant in stage == StageId.Base ? [] : Variants(plan))
        {
            await AskAsync(plan, stage, variant, inputs, journal, ct);
        }
    }

    private IReadOnlyList<string> Variants(ExperimentPlan plan)
    {
        var method = methods.Create(plan.Spec.Method);
        using var disposable = method as IDisposable;
        var variants = method.Variants(plan.Settings);
        return variants.FirstOrDefault(name => Path.GetFileName(name) != name || name is "" or "." or "..") is { } unusable
            ? throw new InvalidOperationException($"{plan.Spec.Method} names a variant '{unusable}', which cannot name a folder.")
            : variants;
    }

    private async Task AskAsync(
        ExperimentPlan plan, StageId stage, string? variant, RunInputs inputs, ExperimentJournal journal, CancellationToken ct)
    {
        var done = journal.Progress[stage];
        bool IsDone(BenchmarkSpec benchmark) => variant is null ? done.HasScore(benchmark.Id) : done.HasScore(variant, benchmark.Id);
        var missing = plan.Benchmarks.Where(benchmark => !IsDone(benchmark)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        using var copy = variant is null ? null : shelf.Copy(plan, stage, journal.Progress, variant);
        var model = copy ?? shelf.At(plan, stage, journal.Progress);
        var runner = new BenchmarkRunner(new ModelAnswerer(model.Loaded.Model, shelf.InputsOf(model.Loaded)));
        var waiting = new Queue<Questions>(missing.Select(benchmark => Questions.Of(plan, benchmark)));
        var what = $"{plan.Spec.Experiment}: stage {stage}{(variant is null ? "" : $", {variant}")}";
        progress.Begin($"{what}: evaluating {missing.Count} benchmarks", waiting.Sum(asked => asked.Items.Count));
        var waitedFor = new HashSet<string>();
        var shares = stage == StageId.Base && await MayShareAsync(plan, model, inputs, missing[0], ct);
        var (before, clock, values) = (0, Stopwatch.StartNew(), new List<double>());
        while (waiting.TryDequeue(out var questions))
        {
            var benchmark = questions.Benchmark;
            var key = AnswerKey.Of(inputs, model.State, plan.Placement.Device, benchmark.Id);
            using var claim = shares ? cache.TryClaim(key) : null;
            if (shares && claim is null)
            {
                // Another experiment is answering this benchmark for both; continue with the others meanwhile.
                waiting.Enqueue(questions);
                waitedFor.Add(benchmark.Id);
                progress.Report(before, $"waiting for the answers to {benchmark.Id} of another experiment");
                await Task.Delay(betweenClaims, ct);
                continue;
            }

            var (answered, watch) = (before, Stopwatch.StartNew());
            var path = variant is null ? plan.Folder.Answers(stage, benchmark.Id) : plan.Folder.Answers(stage, variant, benchmark.Id);
            var reported = new Reported(count => progress.Report(answered + count, benchmark.Id));
            var record = new JournaledAnswers(journal, stage, variant, benchmark.Id);
            var request = BenchmarkRequest.Of(benchmark, questions.Items, key.Model, path) with
            {
                Prompts = plan.Spec.Mode,
                Scorer = ScorerOf(plan, benchmark),
                Reading = plan.PicturesAreUpright ? "upright" : null,
                RecordsCutReplies = plan.Spec.Rules > ExperimentRules.First,
                BatchSize = plan.Spec.Evaluation.BatchSize,
                Record = record,
                Known = claim is null || record.Last is { Count: > 0 }
                    ? null
                    : await KnownAsync(key, stage, journal, waitedFor.Contains(benchmark.Id), ct),
            };
            var score = runner.Run(request, reported, ct);
            await journal.RecordAsync(Scored(plan, stage, variant, benchmark, score, watch.Elapsed));
            BenchmarkRunner.Forget(path);
            if (claim is not null)
            {
                cache.Keep(key, path);
            }

            before += questions.Items.Count;
            values.Add(score.Value);
        }

        progress.End(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {before} answers in {clock.Elapsed.TotalSeconds:0.0} s, mean score {values.Average():0.0}"));
    }

    /// <summary>The scorer in the version that was current when the experiment began, which scores all its stages.</summary>
    internal static IScorer ScorerOf(ExperimentPlan plan, BenchmarkSpec benchmark) =>
        plan.Spec.Rules == ExperimentRules.First && ScorerCatalog.Find(benchmark.Scorer, 1) is { } first
            ? first
            : ScorerCatalog.Find(benchmark.Scorer, $"{benchmark.Place}: scorer");

    private static IStageEvent Scored(
        ExperimentPlan plan, StageId stage, string? variant, BenchmarkSpec benchmark, ScoreRecord score, TimeSpan elapsed)
    {
        var prompts = plan.Spec.AsPublished ? PromptMode.AsPublished : PromptMode.Default;
        var record = score with { AnswersPath = plan.Folder.Relative(score.AnswersPath) };
        return variant is null
            ? new BenchmarkScored(stage, benchmark.Id, record, prompts, elapsed)
            : new VariantScored(stage, variant, benchmark.Id, record, prompts, elapsed);
    }

    /// <summary>True if answers of other experiments can reach this log. They never reach a job's own log, which claims nothing.</summary>
    private async Task<bool> MayShareAsync(
        ExperimentPlan plan, StageModel model, RunInputs inputs, BenchmarkSpec benchmark, CancellationToken ct)
    {
        var key = AnswerKey.Of(inputs, model.State, plan.Placement.Device, benchmark.Id);
        return (await recorded.FindAsync(SoughtAnswers.Of(ContentHash.Of([]), key), ct)).MayCome;
    }

    /// <summary>
    /// The cached answers, if the log has them. Those of an experiment that was waited for reach it shortly after the claim is released.
    /// </summary>
    private async Task<KnownAnswers?> KnownAsync(
        AnswerKey key, StageId stage, ExperimentJournal journal, bool mayBeOnItsWay, CancellationToken ct)
    {
        if (cache.Find(key) is not { } content)
        {
            return null;
        }

        var hash = ContentHash.Of(content);
        var clock = Stopwatch.StartNew();
        var found = await recorded.FindAsync(SoughtAnswers.Of(hash, key), ct);
        while (found is { Experiment: null, MayCome: true } && mayBeOnItsWay && clock.Elapsed < onItsWay)
        {
            await Task.Delay(betweenClaims, ct);
            found = await recorded.FindAsync(SoughtAnswers.Of(hash, key), ct);
        }

        return found.Experiment is not { } from ? null : new KnownAnswers(
            content, () => journal.RecordAsync(new AnswersTaken(stage, key.Benchmark, hash, from)).GetAwaiter().GetResult());
    }

    private sealed record Questions(BenchmarkSpec Benchmark, IReadOnlyList<BenchmarkItem> Items)
    {
        public static Questions Of(ExperimentPlan plan, BenchmarkSpec benchmark) =>
            new(
                benchmark,
                [
                    .. BenchmarkItems.Read(benchmark)
                        .Take(plan.Spec.Evaluation.Limit ?? int.MaxValue)
                        .Select(item => Ask(plan, item)),
                ]);

        /// <summary>The published code, and the first rules, have no system text per question.</summary>
        private static BenchmarkItem Ask(ExperimentPlan plan, BenchmarkItem item) =>
            plan.Spec.AsPublished || plan.Spec.Rules == ExperimentRules.First ? item with { System = null } : item;
    }

    private sealed class Reported(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
