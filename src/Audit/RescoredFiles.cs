using LmmCl.Abstractions;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.EventStore.Projections;
using LmmCl.Events;
using LmmCl.Modeling.Files;

namespace LmmCl.Audit;

/// <summary>Per-sample files that score stored answers anew, each beside the file that the answers were first written to.</summary>
/// <param name="root">The run folder.</param>
/// <param name="history">What has happened; no file that it names is ever replaced by another.</param>
internal sealed class RescoredFiles(string root, IReadOnlyList<RecordedEvent> history)
{
    private readonly ILookup<string, ContentHash> named = history
        .SelectMany(recorded => Evidence.Of(recorded.What))
        .ToLookup(evidence => evidence.Path, evidence => evidence.Hash, StringComparer.Ordinal);

    /// <summary>Scores the answers of an earlier score with today's scorer and writes the new file.</summary>
    /// <exception cref="InputException">The answers are missing or not what was recorded.</exception>
    public ScoreRecord Write(ScoreRecord earlier)
    {
        var answers = new Evidence(earlier.AnswersPath, earlier.Answers);
        if (answers.FindFault(root) is { } fault)
        {
            throw new InputException(root, fault, "Only answers that are as they were recorded can be scored again.");
        }

        var source = Path.Combine(root, earlier.AnswersPath);
        var unnamed = source + ".rescored";
        var score = Rescorer.Rescore(source, unnamed);
        var relative = NameBeside(earlier.AnswersPath, $"{score.Scorer}-v{score.ScorerVersion}");
        if (named[relative].Any(hash => hash != score.Answers))
        {
            relative = NameBeside(earlier.AnswersPath, $"{score.Scorer}-v{score.ScorerVersion}-{score.Answers.Short}");
        }

        DurableFile.Rename(unnamed, Path.Combine(root, relative));
        return score.ToRecord(relative);
    }

    /// <summary><c>answers/stage-1/docvqa.jsonl</c> becomes <c>answers/stage-1/docvqa.anls-v2.jsonl</c>.</summary>
    private static string NameBeside(string path, string version) => Path.ChangeExtension(path, $"{version}{Path.GetExtension(path)}");
}
