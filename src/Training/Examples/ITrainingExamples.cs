using LmmCl.Abstractions;

namespace LmmCl.Training.Examples;

/// <summary>Encoded examples in random access: what a resume needs to go on in the middle of an epoch.</summary>
public interface ITrainingExamples
{
    /// <summary>How many.</summary>
    int Count { get; }

    /// <summary>What examples of similar cost are found by: about the number of tokens, image tokens included.</summary>
    int Length(int example);

    /// <summary>Labels of an example that are predicted; the first position never is.</summary>
    int LabelTokens(int example);

    /// <summary>A right-padded batch with labels. The caller disposes it.</summary>
    MultimodalBatch Collate(IReadOnlyList<int> examples);
}
