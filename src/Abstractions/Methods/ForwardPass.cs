using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// Forward pass of a model on a batch, evaluated lazily. A loss that uses only the answers should read <see cref="AnswerLogits"/>, which
/// skips the last layer and the vocabulary projection at all other positions.
/// </summary>
public sealed class ForwardPass(IMultimodalModel model, MultimodalBatch batch, AnswerPositions answers)
{
    private Tensor? logits;
    private Tensor? answerLogits;

    /// <summary>Logits at every position, [B, T, V].</summary>
    public Tensor Logits => logits ??= model.Logits(batch);

    /// <summary>
    /// Logits at the positions whose next token is labelled, [N, V], in row order of the batch; a subset of the rows of
    /// <see cref="Logits"/>.
    /// </summary>
    public Tensor AnswerLogits => answerLogits ??= logits is null
        ? model.Head(model.Hidden(batch, answers.RowsOnHost))
        : logits.flatten(0, 1).index_select(0, answers.Rows);
}
