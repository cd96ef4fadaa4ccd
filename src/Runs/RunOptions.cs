namespace LmmCl.Runs;

/// <summary>Options for running experiments.</summary>
/// <param name="Runs">Parent folder of the run folders.</param>
/// <param name="PluginTimeout">
/// Time limit for one call to a plugin: to prepare or finish a stage, to attach, or to create the method.
/// </param>
public sealed record RunOptions(string Runs, TimeSpan PluginTimeout);
