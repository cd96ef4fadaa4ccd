using LmmCl.Evaluation.Benchmarks;

namespace LmmCl.Evaluation.Tests;

/// <summary>Gives prepared replies in turn.</summary>
internal sealed class Parrot(params string[] replies) : IAnswerer
{
    public List<Question> Asked { get; } = [];

    /// <summary>Number of questions after which it ends.</summary>
    public int EndsAfter { get; init; } = int.MaxValue;

    /// <summary>How it ends: as a request to stop does, or as a kill.</summary>
    public Exception End { get; init; } = new OperationCanceledException();

    public IReadOnlyList<Reply> Answer(IReadOnlyList<Question> batch, ReplyLimits limits)
    {
        if (Asked.Count >= EndsAfter)
            throw End;
        Asked.AddRange(batch);
        return [.. replies.Skip(Asked.Count - batch.Count).Take(batch.Count).Select(reply => new Reply(reply, IsCut: reply.EndsWith('…')))];
    }
}
