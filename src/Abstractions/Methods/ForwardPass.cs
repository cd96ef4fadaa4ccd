using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// One model on one batch, computed when first asked for. A loss that looks only at answers takes <see cref="AnswerLogits"/>,
/// which leaves the last layer and the vocabulary projection of all other positions out.
/// </summary>
public sealed class ForwardPass(IMultimodalModel model, MultimodalBatch batch, AnswerPositions answers)
{
    private Tensor? logits;
    private Tensor? answerLogits;

    /// <summary>[B, T, V], every position.</summary>
    public Tensor Logits => logits ??= model.Logits(batch);

    /// <summary>[N, V]: the positions whose next token is labelled, row by row of the batch; those rows of <see cref="Logits"/>.</summary>
    public Tensor AnswerLogits => answerLogits ??= logits is null
        ? model.Head(model.Hidden(batch, answers.RowsOnHost))
        : logits.flatten(0, 1).index_select(0, answers.Rows);
}
