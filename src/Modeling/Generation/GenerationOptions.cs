namespace LmmCl.Modeling.Generation;

/// <summary>When greedy decoding ends.</summary>
/// <param name="MaxNewTokens">Most tokens per row.</param>
/// <param name="EndTokens">A row ends before any of these; empty for none.</param>
public sealed record GenerationOptions(int MaxNewTokens, IReadOnlyCollection<int> EndTokens);

/// <summary>Sees the scores that a step decides by.</summary>
/// <param name="step">0 for the first new token.</param>
/// <param name="rows">Which rows of the batch are still being written, in the order of the logits.</param>
/// <param name="logits">[rows, V]; freed when the call returns.</param>
public delegate void StepObserver(int step, IReadOnlyList<int> rows, TorchSharp.torch.Tensor logits);
