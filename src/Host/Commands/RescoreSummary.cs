using LmmCl.Audit;
using LmmCl.Evaluation;
using LmmCl.Events;

namespace LmmCl.Host.Commands;

/// <summary>The result of a rescoring.</summary>
/// <param name="Rescored">Scores computed again.</param>
/// <param name="UpToDate">Number of scores already by the current scorers.</param>
/// <param name="Faults">Answers that could not be scored.</param>
internal sealed record RescoreSummary(IReadOnlyList<RescoredAnswers> Rescored, int UpToDate, IReadOnlyList<AuditFinding> Faults)
{
    /// <summary>Prints the summary.</summary>
    /// <returns>True if all answers could be scored.</returns>
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

/// <summary>One score computed again.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Variant">The variant; null for the stage's own model.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Before">The previous score.</param>
/// <param name="After">The new score.</param>
/// <param name="IsNew">False if the history already had it.</param>
internal sealed record RescoredAnswers(
    string Experiment, StageId Stage, string? Variant, string Benchmark, ScoreRecord Before, ScoreRecord After, bool IsNew);
