namespace LmmCl.Plugins;

/// <summary>Is notified before and after plugin calls of unbounded duration.</summary>
public interface IPluginCallObserver
{
    /// <summary>Called before the plugin is.</summary>
    /// <param name="plugin">Id of the plugin.</param>
    /// <param name="call">The method's name.</param>
    void Calling(string plugin, string call);

    /// <summary>Called when the last announced call has returned or thrown.</summary>
    void Returned();
}
