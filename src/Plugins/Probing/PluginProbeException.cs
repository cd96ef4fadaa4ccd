namespace LmmCl.Plugins.Probing;

/// <summary>A plugin could not be loaded in a separate process; the message gives the reason.</summary>
internal sealed class PluginProbeException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True if the same files would fail again; false if the machine lacked a resource.</summary>
    public bool IsPluginFault { get; init; } = true;
}
