namespace LmmCl.Runs.Stages;

/// <summary>Tells which answers of a base model the event log knows.</summary>
internal interface IRecordedAnswers
{
    /// <summary>
    /// Finds an experiment that recorded a score for these very answers, of the same model files and pictures on the same kind of device.
    /// </summary>
    /// <returns>Name of the experiment; null if there is none.</returns>
    Task<string?> FindAsync(SoughtAnswers sought, CancellationToken ct);
}
