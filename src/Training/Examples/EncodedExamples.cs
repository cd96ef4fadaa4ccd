using LmmCl.Abstractions;
using LmmCl.Data.Batches;

namespace LmmCl.Training.Examples;

/// <summary>Conversations and their images in the form that the training loop consumes.</summary>
public sealed class EncodedExamples : ITrainingExamples
{
    private readonly ModelInputs inputs;
    private readonly IReadOnlyList<EncodedExample> examples;
    private readonly int[] lengths;

    /// <param name="inputs">Inputs of the trained model.</param>
    /// <param name="examples">Examples, in the order of the data.</param>
    public EncodedExamples(ModelInputs inputs, IReadOnlyList<EncodedExample> examples)
    {
        (this.inputs, this.examples) = (inputs, examples);
        lengths = [.. examples.Select(inputs.Collator.LengthOf)];
    }

    /// <inheritdoc/>
    public int Count => examples.Count;

    /// <inheritdoc/>
    public int Length(int example) => lengths[example];

    /// <inheritdoc/>
    public int LabelTokens(int example) => examples[example].LabelCount;

    /// <inheritdoc/>
    public MultimodalBatch Collate(IReadOnlyList<int> examples) =>
        inputs.Collator.ForTraining([.. examples.Select(example => this.examples[example])]);
}
