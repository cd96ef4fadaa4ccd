namespace LmmCl.Host.Api.Answers;

/// <summary>A part of a benchmark's questions with their answers.</summary>
/// <param name="Stages">The stages that were scored.</param>
/// <param name="Total">Number of questions that the filter lets through.</param>
/// <param name="Items">The questions of this part.</param>
/// <param name="Next">What to give as <c>after</c> for the next part; null if this is the last.</param>
/// <param name="PicturesMissing">Why there are no pictures; null if there are.</param>
internal sealed record AnswersPage(
    IReadOnlyList<AnswersStage> Stages, int Total, IReadOnlyList<AnsweredSample> Items, string? Next, string? PicturesMissing);

/// <summary>The score that the answers of a stage gave, with the event that recorded it.</summary>
/// <param name="Stage">Number of the stage.</param>
/// <param name="Score">The score in percent.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Scorer">Id of the scorer.</param>
/// <param name="ScorerVersion">Version of the scorer.</param>
/// <param name="Sequence">Position of the event in the whole log.</param>
/// <param name="AnswersHash">Hash of the file of answers, which was checked.</param>
internal sealed record AnswersStage(
    int Stage, double Score, string Metric, string Scorer, int ScorerVersion, long Sequence, string AnswersHash)
{
    /// <summary>The entry of a stage.</summary>
    public static AnswersStage Of(SampleColumn column) => new(
        column.Stage,
        column.Cell.Score.Value,
        column.Cell.Score.Metric,
        column.Cell.Score.Scorer,
        column.Cell.Score.ScorerVersion,
        column.Cell.Sequence,
        column.Cell.Score.Answers.Hex);
}
