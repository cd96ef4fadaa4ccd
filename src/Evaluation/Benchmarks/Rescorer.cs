using LmmCl.Evaluation.Scorers;
using LmmCl.Events;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Scores stored answers again, after a scorer was corrected.</summary>
public static class Rescorer
{
    /// <summary>Reads a per-sample file and writes another with the scores of today's scorer.</summary>
    /// <param name="answersPath">A file that <see cref="BenchmarkRunner"/> wrote; it is left as it is.</param>
    /// <param name="rescoredPath">The file to write.</param>
    /// <exception cref="Abstractions.InputException">The file is missing or damaged, or there is no such scorer any more.</exception>
    public static ScoreRecord Rescore(string answersPath, string rescoredPath)
    {
        var (header, answers) = AnswersFile.Read(answersPath);
        var scorer = ScorerCatalog.Find(header.Scorer, answersPath);
        return AnswersFile.Write(rescoredPath, header with { ScorerVersion = scorer.Version }, scorer, answers);
    }
}
