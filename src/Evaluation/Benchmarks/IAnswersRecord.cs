namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Records the partial answers to one benchmark outside the file that holds them.</summary>
public interface IAnswersRecord
{
    /// <summary>The last record; null if there is none.</summary>
    SavedAnswers? Last { get; }

    /// <summary>Records answers that are on disk. Returns once the record is durable.</summary>
    void Save(SavedAnswers answers);
}
