using LmmCl.Audit;
using LmmCl.Evaluation;
using LmmCl.Events;

namespace LmmCl.Host.Commands;

/// <summary>What a rescoring did.</summary>
/// <param name="Rescored">Scores that were computed again.</param>
/// <param name="UpToDate">Scores by today's scorers, left as they are.</param>
/// <param name="Faults">Answers that could not be scored.</param>
internal sealed record RescoreSummary(IReadOnlyList<RescoredAnswers> Rescored, int UpToDate, IReadOnlyList<AuditFinding> Faults)
{
    /// <summary>Prints it.</summary>
    /// <returns>Whether all answers could be scored.</returns>
    public bool Write(TextWriter output)
    {
        foreach (var score in Rescored)
        {
            var scores = $"{Say(score.Before)} → {Say(score.After)}{(score.IsNew ? "" : ", recorded before")}";
            var variant = score.Variant is null ? "" : $"{score.Variant}, ";
            output.WriteLine($"{score.Experiment}, stage {score.Stage}, {variant}{score.Benchmark}: {scores}");
        }

        foreach (var fault in Faults)
        {
            output.WriteLine($"NOT SCORED {fault}");
        }

        output.WriteLine(Rescored.Count + Faults.Count == 0
            ? $"Nothing to do: {UpToDate} scores are by today's scorers."
            : $"{Rescored.Count(score => score.IsNew)} scores recorded anew, {UpToDate} left; the old ones stay in the history.");

        return Faults.Count == 0;
    }

    private static string Say(ScoreRecord score) => $"{Figures.Percent(score.Value)} ({score.Scorer} v{score.ScorerVersion})";
}

/// <summary>One score that was computed again.</summary>
/// <param name="Experiment">Of which experiment.</param>
/// <param name="Stage">After which stage.</param>
/// <param name="Variant">Of which variant; null for the stage's own model.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Before">What reports printed.</param>
/// <param name="After">What they print now.</param>
/// <param name="IsNew">False where the history had it already.</param>
internal sealed record RescoredAnswers(
    string Experiment, StageId Stage, string? Variant, string Benchmark, ScoreRecord Before, ScoreRecord After, bool IsNew);
