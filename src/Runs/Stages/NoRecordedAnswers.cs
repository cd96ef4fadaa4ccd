namespace LmmCl.Runs.Stages;

/// <summary>Knows no answers: an audit asks every question itself.</summary>
internal sealed class NoRecordedAnswers : IRecordedAnswers
{
    /// <inheritdoc/>
    public Task<string?> FindAsync(SoughtAnswers sought, CancellationToken ct) => Task.FromResult<string?>(null);
}
