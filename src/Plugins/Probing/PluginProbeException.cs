namespace LmmCl.Plugins.Probing;

/// <summary>A plugin could not be loaded in a process of its own; the message says why.</summary>
internal sealed class PluginProbeException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same files would fail again; false for what the machine lacked.</summary>
    public bool IsPluginFault { get; init; } = true;
}
