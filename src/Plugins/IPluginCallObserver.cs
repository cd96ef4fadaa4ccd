namespace LmmCl.Plugins;

/// <summary>Is told when a plugin's code begins to run in a call that may take any time, and when it is over.</summary>
public interface IPluginCallObserver
{
    /// <summary>The call is about to be made.</summary>
    /// <param name="plugin">Id of the plugin.</param>
    /// <param name="call">The method's name.</param>
    void Calling(string plugin, string call);

    /// <summary>The call that was announced last returned or threw.</summary>
    void Returned();
}
