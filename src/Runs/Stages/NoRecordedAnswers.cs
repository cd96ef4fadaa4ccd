namespace LmmCl.Runs.Stages;

/// <summary>
/// Knows no answers: an audit asks every question itself, and so does a job whose log has only its own experiment.
/// </summary>
internal sealed class NoRecordedAnswers : IRecordedAnswers
{
    /// <inheritdoc/>
    public Task<RecordedAnswers> FindAsync(SoughtAnswers sought, CancellationToken ct) => Task.FromResult(RecordedAnswers.Never);
}
