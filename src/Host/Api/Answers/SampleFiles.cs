using LmmCl.Abstractions;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Events;
using LmmCl.Host.Api.Problems;
using LmmCl.Host.Api.Recorded;
using LmmCl.Runs;
using LmmCl.Runs.Experiments;

namespace LmmCl.Host.Api.Answers;

/// <summary>
/// Reads the per-sample files that scores name. A file is compared with its recorded hash when it is read, and again if it changes.
/// </summary>
internal sealed class SampleFiles(RunOptions options)
{
    private const int MostFiles = 64;

    private readonly RecentResults<(string Path, ContentHash Hash, long Size, DateTime Written), IReadOnlyList<StoredSample>> files =
        new(MostFiles);

    /// <summary>The answers behind a score.</summary>
    /// <exception cref="ApiProblem">The file is missing, or it is not as it was recorded.</exception>
    public async Task<IReadOnlyList<StoredSample>> ReadAsync(string experiment, ScoreRecord score, string namedBy, CancellationToken ct)
    {
        try
        {
            var path = RunFolder.Of(options.Runs, experiment).Resolve(score.AnswersPath, namedBy);
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                throw new InputException(score.AnswersPath, "the file of answers is missing.");
            }

            return await files.GetAsync(
                (path, score.Answers, info.Length, info.LastWriteTimeUtc), () => Task.FromResult(Read(path, score)), ct);
        }
        catch (InputException error)
        {
            throw ApiProblem.Altered(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ApiProblem.Altered(new InputException(score.AnswersPath, $"the file of answers cannot be read ({error.Message})"));
        }
    }

    private static IReadOnlyList<StoredSample> Read(string path, ScoreRecord score)
    {
        // Hash and parse the same bytes: the file may be replaced between two reads.
        var content = File.ReadAllBytes(path);
        return ContentHash.Of(content) is var found && found == score.Answers
            ? StoredSample.ReadAll(content, score.AnswersPath)
            : throw new InputException(
                score.AnswersPath, $"it was altered: its SHA-256 begins with {found.Short}, {score.Answers.Short} was recorded.");
    }
}
