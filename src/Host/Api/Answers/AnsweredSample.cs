namespace LmmCl.Host.Api.Answers;

/// <summary>A question of a benchmark with the answers after each stage.</summary>
/// <param name="Id">Id of the sample.</param>
/// <param name="Question">The question.</param>
/// <param name="Gold">Accepted answers.</param>
/// <param name="Picture">Address of the first picture; null if none was recorded.</param>
/// <param name="Pictures">Number of pictures.</param>
/// <param name="Stages">Answers by stage number.</param>
internal sealed record AnsweredSample(
    string Id,
    string Question,
    IReadOnlyList<string> Gold,
    string? Picture,
    int Pictures,
    IReadOnlyDictionary<string, StageAnswer> Stages);

/// <summary>A reply after a stage.</summary>
/// <param name="Reply">The model's reply.</param>
/// <param name="Reading">How the scorer understood it; null if it did not.</param>
/// <param name="Score">Its score between 0 and 1; null if the sample does not count.</param>
/// <param name="Right">True from a score of one half on.</param>
internal sealed record StageAnswer(string Reply, string? Reading, double? Score, bool Right);
