namespace LmmCl.Events;

/// <summary>A method's plugin passed its checks and was loaded.</summary>
/// <param name="Plugin">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Contract">The range of contract versions that it accepts (<c>[1.0, 2.0)</c>).</param>
/// <param name="Files">Hash over its files.</param>
/// <param name="Capabilities">What it declared.</param>
[EventKind("plugin-loaded", 1)]
public sealed record PluginLoaded(string Plugin, string Version, string Contract, ContentHash Files, IReadOnlyList<string> Capabilities)
    : IExperimentEvent;
