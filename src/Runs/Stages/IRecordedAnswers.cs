namespace LmmCl.Runs.Stages;

/// <summary>Tells which answers of a base model the event log knows.</summary>
internal interface IRecordedAnswers
{
    /// <summary>
    /// Finds an experiment that recorded a score for these very answers, of the same model files and pictures on the same kind of device.
    /// </summary>
    Task<RecordedAnswers> FindAsync(SoughtAnswers sought, CancellationToken ct);
}

/// <summary>The event log's knowledge of answers.</summary>
/// <param name="Experiment">Name of the experiment that recorded them; null if there is none.</param>
/// <param name="MayCome">True if the answers of other experiments reach this log, so that it is worth to wait for them.</param>
internal sealed record RecordedAnswers(string? Experiment, bool MayCome)
{
    /// <summary>The log has nothing of other experiments.</summary>
    public static RecordedAnswers Never { get; } = new(null, MayCome: false);
}
