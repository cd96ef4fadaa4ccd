using LmmCl.Plugins;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>Tells the host when a plugin has the word, so that it can see one that never gives it back.</summary>
internal sealed class ForwardedCalls(PrivateChannel channel) : IPluginCallObserver
{
    /// <inheritdoc/>
    public void Calling(string plugin, string call) => channel.Send(new PluginCalled(plugin, call));

    /// <inheritdoc/>
    public void Returned() => channel.Send(new PluginReturned());
}
