namespace LmmCl.Modeling.Generation;

/// <summary>Stopping conditions of greedy decoding.</summary>
/// <param name="MaxNewTokens">Maximum number of new tokens per row.</param>
/// <param name="EndTokens">A row ends before any of these tokens; empty for none.</param>
public sealed record GenerationOptions(int MaxNewTokens, IReadOnlyCollection<int> EndTokens);

/// <summary>Observes the logits of a decoding step.</summary>
/// <param name="step">Step, 0 for the first new token.</param>
/// <param name="rows">Rows of the batch that are still being generated, in the order of the logits.</param>
/// <param name="logits">[rows, V]; freed when the call returns.</param>
public delegate void StepObserver(int step, IReadOnlyList<int> rows, TorchSharp.torch.Tensor logits);
