namespace McMaster.NETCore.Plugins;

public delegate void PluginReloadedEventHandler(object sender, PluginReloadedEventArgs eventArgs);

public class PluginReloadedEventArgs(PluginLoader loader) : EventArgs
{
    public PluginLoader Loader { get; } = loader;
}
