using LmmCl.Abstractions;

namespace LmmCl.Training.Examples;

/// <summary>Random access to encoded examples, so that a run can resume in the middle of an epoch.</summary>
public interface ITrainingExamples
{
    /// <summary>Number of examples.</summary>
    int Count { get; }

    /// <summary>
    /// Returns the approximate number of tokens of an example, image tokens included; used to group examples of similar cost.
    /// </summary>
    int Length(int example);

    /// <summary>Returns the number of predicted labels of an example; the first position is never predicted.</summary>
    int LabelTokens(int example);

    /// <summary>Builds a right-padded batch with labels. The caller disposes it.</summary>
    MultimodalBatch Collate(IReadOnlyList<int> examples);
}
