namespace LmmCl.Plugins.Faults;

/// <summary>A plugin threw an exception that is neither an input error nor a cancellation: a bug in the plugin.</summary>
/// <param name="plugin">Id of the plugin.</param>
/// <param name="call">The method of the contract that was called.</param>
/// <param name="error">The exception it threw.</param>
public sealed class PluginCallException(string plugin, string call, Exception error)
    : Exception($"Plugin '{plugin}' threw {error.GetType().Name} in {call}: {error.Message}", error)
{
    /// <summary>Id of the plugin.</summary>
    public string Plugin { get; } = plugin;

    /// <summary>The method of the contract that was called.</summary>
    public string Call { get; } = call;
}
