using System.Text.Json.Serialization;

namespace LmmCl.Events;

/// <summary>A score with everything needed to reproduce and examine it.</summary>
/// <param name="Scorer">Id of the scorer.</param>
/// <param name="ScorerVersion">Version of the scorer.</param>
/// <param name="Metric">Name of the metric (<c>accuracy</c>, <c>anls</c>).</param>
/// <param name="Value">The default score in percent, 0 to 100.</param>
/// <param name="AsPublished">The published scorer's result for the same answers, in percent; null if there is no such scorer.</param>
/// <param name="Samples">Number of answers scored.</param>
/// <param name="StandardError">Standard error of <paramref name="Value"/> in percentage points.</param>
/// <param name="Answers">Hash of the per-sample file.</param>
/// <param name="AnswersPath">Path of the per-sample file (JSONL), relative to the run folder.</param>
public sealed record ScoreRecord(
    string Scorer,
    int ScorerVersion,
    string Metric,
    double Value,
    double? AsPublished,
    int Samples,
    double StandardError,
    ContentHash Answers,
    string AnswersPath)
{
    /// <summary>Number of replies that reached the maximum number of tokens; null if there is none, or if it was not recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CutReplies { get; init; }
}
