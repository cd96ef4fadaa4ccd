using LmmCl.Training.Examples;

namespace LmmCl.Training.Validation;

/// <summary>Records that a stage is validated on but not trained on.</summary>
/// <param name="Examples">The records.</param>
/// <param name="Score">
/// Generates answers to the records' questions and returns the score in percent; null to measure the loss alone.
/// </param>
internal sealed record ValidationSet(ITrainingExamples Examples, Func<CancellationToken, double>? Score)
{
    /// <summary>Number of supervised tokens.</summary>
    public long LabelTokens { get; } = Enumerable.Range(0, Examples.Count).Sum(example => (long)Examples.LabelTokens(example));
}
