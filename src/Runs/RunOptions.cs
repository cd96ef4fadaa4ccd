namespace LmmCl.Runs;

/// <summary>Options for running experiments.</summary>
/// <param name="Runs">Parent folder of the run folders.</param>
/// <param name="PluginTimeout">
/// Time limit for one call to a plugin: to prepare or finish a stage, to attach, or to create the method.
/// </param>
public sealed record RunOptions(string Runs, TimeSpan PluginTimeout)
{
    /// <summary>Number of the submission whose job this process runs; null outside of a job.</summary>
    public int? Submission { get; init; }

    /// <summary>Folder that checkpoints are copied to; null to leave them in the run folders alone.</summary>
    public string? Artifacts { get; init; }
}
