using LmmCl.Abstractions;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit;

/// <summary>Rescores stored answers into new per-sample files, each beside the original file of the answers.</summary>
/// <param name="root">The run folder.</param>
/// <param name="history">The events so far; a file that they name is never replaced.</param>
internal sealed class RescoredFiles(string root, IReadOnlyList<RecordedEvent> history)
{
    private readonly ILookup<string, ContentHash> named = history
        .SelectMany(recorded => Evidence.Of(recorded.What))
        .ToLookup(evidence => evidence.Path, evidence => evidence.Hash, StringComparer.Ordinal);

    /// <summary>Scores the answers of an earlier score with the current scorer, and writes the new file.</summary>
    /// <param name="earlier">The earlier score.</param>
    /// <param name="namedBy">The event that recorded it, for errors.</param>
    /// <exception cref="InputException">
    /// The answers are missing, outside the folder, or not as recorded, or the run folder contains a link.
    /// </exception>
    public ScoreRecord Write(ScoreRecord earlier, string namedBy)
    {
        var answers = Evidence.Of(earlier, namedBy);
        if (answers.FindFault(root) is { } fault)
        {
            throw new InputException(root, fault, "Only answers that are as they were recorded can be scored again.");
        }

        var folder = new RunFolder(root);
        folder.RefuseLinks();
        var unnamed = folder.Resolve(earlier.AnswersPath + ".rescored", namedBy);
        var score = Rescorer.Rescore(answers.Inside(root), unnamed);
        var relative = NameBeside(earlier.AnswersPath, $"{score.Scorer}-v{score.ScorerVersion}");
        if (named[relative].Any(hash => hash != score.Answers))
        {
            relative = NameBeside(earlier.AnswersPath, $"{score.Scorer}-v{score.ScorerVersion}-{score.Answers.Short}");
        }

        DurableFile.Rename(unnamed, folder.Resolve(relative, namedBy));
        return score with { AnswersPath = relative };
    }

    /// <summary>The new name: <c>answers/stage-1/docvqa.jsonl</c> becomes <c>answers/stage-1/docvqa.anls-v2.jsonl</c>.</summary>
    private static string NameBeside(string path, string version) => Path.ChangeExtension(path, $"{version}{Path.GetExtension(path)}");
}
