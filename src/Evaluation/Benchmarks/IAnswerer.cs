namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Whatever answers questions: a model with its tokenizer and image processor.</summary>
public interface IAnswerer
{
    /// <summary>The replies to <paramref name="batch"/> in its order, greedily decoded.</summary>
    /// <param name="batch">Questions that may be answered together.</param>
    /// <param name="maxNewTokens">Longest reply.</param>
    IReadOnlyList<string> Answer(IReadOnlyList<Question> batch, int maxNewTokens);
}
