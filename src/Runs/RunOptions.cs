namespace LmmCl.Runs;

/// <summary>Where and how experiments are run.</summary>
/// <param name="Runs">Folder of run folders.</param>
/// <param name="PluginTimeout">Longest time of one call to a plugin: to prepare or finish a stage, to attach, to be made.</param>
public sealed record RunOptions(string Runs, TimeSpan PluginTimeout);
