using LmmCl.Evaluation.Benchmarks;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>Partial answers to a benchmark as the journal knows them.</summary>
internal sealed class JournaledAnswers(ExperimentJournal journal, StageId stage, string? variant, string benchmark) : IAnswersRecord
{
    /// <inheritdoc/>
    public SavedAnswers? Last =>
        journal.Progress[stage].SavedAnswers(variant, benchmark) is { } saved ? new SavedAnswers(saved.Count, saved.Answers) : null;

    // The evaluation saves between two batches, in a synchronous call.
    /// <inheritdoc/>
    public void Save(SavedAnswers answers) =>
        journal.RecordAsync(
            new AnswersSaved(journal.Progress.Attempt, stage, variant, benchmark, answers.Count, answers.Hash)).GetAwaiter().GetResult();
}
