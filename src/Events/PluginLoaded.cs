namespace LmmCl.Events;

/// <summary>A method's plugin was validated and loaded.</summary>
/// <param name="Plugin">Id of the plugin.</param>
/// <param name="Version">Version of the plugin.</param>
/// <param name="Contract">Range of contract versions that it accepts (<c>[1.0, 2.0)</c>).</param>
/// <param name="Files">Hash over its files.</param>
/// <param name="Capabilities">Declared capabilities.</param>
[EventKind("plugin-loaded", 1)]
public sealed record PluginLoaded(string Plugin, string Version, string Contract, ContentHash Files, IReadOnlyList<string> Capabilities)
    : IExperimentEvent;
