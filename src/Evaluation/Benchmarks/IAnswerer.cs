namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Answers questions, such as a model with its tokenizer and image processor.</summary>
public interface IAnswerer
{
    /// <summary>Returns the greedily decoded replies to <paramref name="batch"/>, in its order.</summary>
    /// <param name="batch">Questions that can be answered together.</param>
    /// <param name="limits">Conditions that end a reply.</param>
    IReadOnlyList<Reply> Answer(IReadOnlyList<Question> batch, ReplyLimits limits);
}
