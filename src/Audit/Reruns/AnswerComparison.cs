using System.Globalization;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Events;

namespace LmmCl.Audit.Reruns;

/// <summary>The recorded and the new answers to one benchmark.</summary>
/// <param name="Benchmark">Id of the benchmark, after the variant's name if there is one.</param>
/// <param name="Samples">Number of answers.</param>
/// <param name="Different">Number of different answers; null if the recorded ones are not available here.</param>
/// <param name="Recorded">The recorded score in percent.</param>
/// <param name="Again">The score of the rerun.</param>
/// <param name="IsWithin">
/// True if the scores are as close as repeated measurements (two standard errors, or one answer), and equal for equal answers.
/// </param>
internal sealed record BenchmarkDifference(string Benchmark, int Samples, int? Different, double Recorded, double Again, bool IsWithin);

/// <summary>Compares the answers to every benchmark one by one, and the scores.</summary>
/// <param name="recordedRoot">The run folder.</param>
/// <param name="againRoot">The run folder of the rerun.</param>
/// <param name="tolerance">Largest acceptable share of different answers.</param>
internal sealed class AnswerComparison(string recordedRoot, string againRoot, double tolerance)
{
    /// <summary>Name of the comparison of replies.</summary>
    public const string What = "answers";

    /// <summary>Name of the comparison of per-sample files.</summary>
    public const string Files = "per-sample files";

    /// <summary>Name of the comparison of scores.</summary>
    public const string Scores = "scores";

    private readonly List<string?> replies = [];
    private readonly List<string?> files = [];
    private readonly List<string?> scores = [];
    private readonly List<BenchmarkDifference> benchmarks = [];
    private readonly List<string> notes = [];
    private bool sameQuestions = true;

    /// <summary>The differences by benchmark.</summary>
    public IReadOnlyList<BenchmarkDifference> Benchmarks => benchmarks;

    /// <summary>Items that could not be compared.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Compares all benchmarks of a stage.</summary>
    public IEnumerable<ComparedPart> Compare(
        IReadOnlyDictionary<string, List<ScoreRecord>> recorded, IReadOnlyDictionary<string, List<ScoreRecord>> again)
    {
        foreach (var benchmark in recorded.Keys.Union(again.Keys).Order(StringComparer.Ordinal))
        {
            if (recorded.TryGetValue(benchmark, out var before) && again.TryGetValue(benchmark, out var now))
            {
                Compare(benchmark, before, now[0]);
            }
            else
            {
                var missing = again.ContainsKey(benchmark) ? "it was not recorded" : "it was recorded, and is not asked now";
                scores.Add($"{benchmark}: {missing}");
                sameQuestions = false;
            }
        }

        return
        [
            ComparedPart.Of(What, replies, sameQuestions && AreFew()),
            // Per-sample files name the weights that answered, so other weights change all of them.
            ComparedPart.Of(Files, files, isWithin: true),
            ComparedPart.Of(Scores, scores, sameQuestions && AreFew() && benchmarks.All(benchmark => benchmark.IsWithin)),
        ];
    }

    /// <summary>
    /// Bounds what rounding may change over all benchmarks: the number of different answers, and the sum of the scores' changes, counted in
    /// answers, since rounding has no preferred direction.
    /// </summary>
    private bool AreFew()
    {
        var allowed = Math.Max(1, tolerance * benchmarks.Sum(benchmark => benchmark.Samples));
        var drift = benchmarks.Sum(benchmark => (benchmark.Again - benchmark.Recorded) / 100 * benchmark.Samples);
        return benchmarks.Sum(benchmark => benchmark.Different ?? 0) <= allowed && Math.Abs(drift) <= allowed;
    }

    private void Compare(string benchmark, IReadOnlyList<ScoreRecord> recorded, ScoreRecord again)
    {
        var comparable = recorded.LastOrDefault(score => (score.Scorer, score.ScorerVersion) == (again.Scorer, again.ScorerVersion));
        var score = comparable ?? recorded[0];
        notes.AddRange(recorded
            .Where(other => (other.Scorer, other.ScorerVersion) != (again.Scorer, again.ScorerVersion))
            .Select(other => $"{benchmark}: the score of {other.Scorer} version {other.ScorerVersion} was not compared: this build has "
                + $"version {again.ScorerVersion}."));
        if (comparable is not null)
        {
            var isSame = comparable with { AnswersPath = again.AnswersPath, Answers = again.Answers } == again;
            scores.Add(isSame ? null : $"{benchmark}: {Say(score)} was recorded, it is {Say(again)}");
            files.Add(score.Answers == again.Answers ? null
                : $"{benchmark}: {score.Answers.Short} was recorded, it is {again.Answers.Short}");
        }

        var different = CompareReplies(benchmark, score, again);
        var isWithin = comparable is null
            || (score.Samples == again.Samples
                && (different != 0 || score.Value == again.Value)
                && Math.Abs(score.Value - again.Value) <= Math.Max(2 * score.StandardError, 100.0 / score.Samples));
        benchmarks.Add(new BenchmarkDifference(benchmark, again.Samples, different, score.Value, again.Value, isWithin));
    }

    private int? CompareReplies(string benchmark, ScoreRecord recorded, ScoreRecord again)
    {
        var (former, fresh) = (Evidence.Of(recorded, $"score of '{benchmark}'"), Evidence.Of(again, $"score of '{benchmark}'"));
        if (former.FindFault(recordedRoot) is { } fault)
        {
            notes.Add($"{benchmark}: its answers were not compared one by one: {fault}");
            return recorded.Answers == again.Answers ? 0 : null;
        }

        var before = StoredReplies.Read(former.Inside(recordedRoot));
        var now = StoredReplies.Read(fresh.Inside(againRoot));
        if (!before.Select(answer => answer.Id).SequenceEqual(now.Select(answer => answer.Id)))
        {
            replies.Add($"{benchmark}: other questions were asked");
            sameQuestions = false;
            return null;
        }

        var differences = before.Zip(now, (left, right) => left.Reply == right.Reply ? null
            : $"{benchmark}: sample {left.Id}: '{left.Reply}' was recorded, it is '{right.Reply}'").ToList();
        replies.AddRange(differences);
        return differences.Count(difference => difference is not null);
    }

    private static string Say(ScoreRecord score) =>
        string.Create(CultureInfo.InvariantCulture, $"{score.Value} (standard error {score.StandardError}, n = {score.Samples})");
}
