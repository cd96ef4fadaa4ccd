namespace LmmCl.Plugins.Faults;

/// <summary>A plugin threw something that is neither wrong input nor a stop: a mistake in the plugin.</summary>
/// <param name="plugin">Id of the plugin.</param>
/// <param name="call">The method of the contract that was called.</param>
/// <param name="error">What it threw.</param>
public sealed class PluginCallException(string plugin, string call, Exception error)
    : Exception($"Plugin '{plugin}' threw {error.GetType().Name} in {call}: {error.Message}", error)
{
    /// <summary>Id of the plugin.</summary>
    public string Plugin { get; } = plugin;

    /// <summary>The method of the contract that was called.</summary>
    public string Call { get; } = call;
}
