using LmmCl.Evaluation.Benchmarks;

namespace LmmCl.Evaluation.Tests;

/// <summary>A record of partial answers in memory.</summary>
internal sealed class MemoryRecord : IAnswersRecord
{
    public List<SavedAnswers> Saved { get; } = [];

    public SavedAnswers? Last => Saved.Count > 0 ? Saved[^1] : null;

    public void Save(SavedAnswers answers) => Saved.Add(answers);
}
