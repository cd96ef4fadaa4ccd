using LmmCl.Training.Examples;

namespace LmmCl.Training.Validation;

/// <summary>Records on which a stage is measured and not trained.</summary>
/// <param name="Examples">The records.</param>
/// <param name="Score">Asks the model their questions and returns the score in percent; null to measure the loss alone.</param>
internal sealed record ValidationSet(ITrainingExamples Examples, Func<CancellationToken, double>? Score)
{
    /// <summary>Number of supervised tokens.</summary>
    public long LabelTokens { get; } = Enumerable.Range(0, Examples.Count).Sum(example => (long)Examples.LabelTokens(example));
}
