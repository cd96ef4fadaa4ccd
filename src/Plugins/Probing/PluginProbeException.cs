namespace LmmCl.Plugins.Probing;

/// <summary>A plugin could not be loaded in a process of its own; the message says why.</summary>
internal sealed class PluginProbeException(string message, Exception? inner = null) : Exception(message, inner);
