using LmmCl.Evaluation.Scorers;
using LmmCl.Events;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Scores stored answers again after a scorer was corrected.</summary>
public static class Rescorer
{
    /// <summary>Reads a per-sample file and writes another one with the scores of the current scorer.</summary>
    /// <param name="answersPath">Path of a file that <see cref="BenchmarkRunner"/> wrote; it is not modified.</param>
    /// <param name="rescoredPath">Path of the file to write.</param>
    /// <param name="version">Version of the scorer; null for the current one.</param>
    /// <exception cref="Abstractions.InputException">The file is missing or damaged, or the scorer does not exist.</exception>
    public static ScoreRecord Rescore(string answersPath, string rescoredPath, int? version = null)
    {
        var (header, answers) = AnswersFile.Read(answersPath);
        var scorer = version is { } asked && ScorerCatalog.Find(header.Scorer, asked) is { } earlier
            ? earlier
            : ScorerCatalog.Find(header.Scorer, answersPath);
        return AnswersFile.Write(rescoredPath, header with { ScorerVersion = scorer.Version }, scorer, answers);
    }
}
