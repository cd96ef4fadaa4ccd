namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Reads a model's replies from a per-sample file, ignoring the stored scores.</summary>
public static class StoredReplies
{
    /// <summary>Returns the id and reply of each item, in the order asked.</summary>
    /// <param name="answersPath">Path of a file that <see cref="BenchmarkRunner"/> or <see cref="Rescorer"/> wrote.</param>
    /// <exception cref="Abstractions.InputException">The file is missing or damaged.</exception>
    public static IReadOnlyList<(string Id, string Reply)> Read(string answersPath) =>
        [.. AnswersFile.Read(answersPath).Answers.Select(answer => (answer.Id, answer.Reply))];
}
