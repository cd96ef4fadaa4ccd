namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Reads a model's replies from a per-sample file, ignoring the stored scores.</summary>
public static class StoredReplies
{
    /// <summary>Returns the id and reply of each item, in the order asked.</summary>
    /// <param name="answersPath">Path of a file that <see cref="BenchmarkRunner"/> or <see cref="Rescorer"/> wrote.</param>
    /// <exception cref="Abstractions.InputException">The file is missing or damaged.</exception>
    public static IReadOnlyList<(string Id, string Reply)> Read(string answersPath) =>
        [.. AnswersFile.Read(answersPath).Answers.Select(answer => (answer.Id, answer.Reply))];

    /// <summary>Returns the origin of the file, as stated in its header.</summary>
    /// <param name="answersPath">Path of a file that <see cref="BenchmarkRunner"/> or <see cref="Rescorer"/> wrote.</param>
    /// <exception cref="Abstractions.InputException">The file is missing, or its first line is damaged.</exception>
    public static StoredOrigin ReadOrigin(string answersPath)
    {
        var header = AnswersFile.ReadHeader(answersPath);
        return new StoredOrigin(header.Benchmark, header.Scorer, header.ScorerVersion, header.Checkpoint);
    }

    /// <summary>
    /// Compares two files in everything but scorer and scores: model, questions, prompts, replies and items. Returns the first difference,
    /// or null if there is none.
    /// </summary>
    /// <exception cref="Abstractions.InputException">A file is missing or damaged.</exception>
    public static string? FindDifference(string originalPath, string rescoredPath)
    {
        var (original, rescored) = (AnswersFile.Read(originalPath), AnswersFile.Read(rescoredPath));
        if (!original.Header.AsksTheSameAs(rescored.Header))
        {
            return "they are of another model or other questions";
        }

        if (original.Answers.Count != rescored.Answers.Count)
        {
            return $"they are {rescored.Answers.Count}, not {original.Answers.Count}";
        }

        return original.Answers.Zip(rescored.Answers)
            .Where(pair => !IsSame(pair.First, pair.Second))
            .Select(pair => $"sample {pair.First.Id} differs in id, prompt, reply or item")
            .FirstOrDefault();
    }

    private static bool IsSame(AnsweredItem one, AnsweredItem other) =>
        (one.Id, one.Prompt, one.Reply, one.IsCut) == (other.Id, other.Prompt, other.Reply, other.IsCut)
        && one.Document.GetRawText() == other.Document.GetRawText();
}

/// <summary>The origin of a per-sample file, as its header states it.</summary>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Scorer">Id of the scorer that wrote the scores.</param>
/// <param name="ScorerVersion">Version of that scorer.</param>
/// <param name="Model">Hash of the weights that answered.</param>
public sealed record StoredOrigin(string Benchmark, string Scorer, int ScorerVersion, string Model);
