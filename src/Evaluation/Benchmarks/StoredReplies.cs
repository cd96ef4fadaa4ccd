namespace LmmCl.Evaluation.Benchmarks;

/// <summary>What a model replied, from a per-sample file, whatever scores stand beside it.</summary>
public static class StoredReplies
{
    /// <summary>Each item's id and reply, in the order in which they were asked.</summary>
    /// <param name="answersPath">A file that <see cref="BenchmarkRunner"/> or <see cref="Rescorer"/> wrote.</param>
    /// <exception cref="Abstractions.InputException">The file is missing or damaged.</exception>
    public static IReadOnlyList<(string Id, string Reply)> Read(string answersPath) =>
        [.. AnswersFile.Read(answersPath).Answers.Select(answer => (answer.Id, answer.Reply))];
}
