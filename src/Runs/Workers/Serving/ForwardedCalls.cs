using LmmCl.Plugins;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>Reports plugin calls to the host, so that it can detect one that never returns.</summary>
internal sealed class ForwardedCalls(PrivateChannel channel) : IPluginCallObserver
{
    /// <inheritdoc/>
    public void Calling(string plugin, string call) => channel.Send(new PluginCalled(plugin, call));

    /// <inheritdoc/>
    public void Returned() => channel.Send(new PluginReturned());
}
