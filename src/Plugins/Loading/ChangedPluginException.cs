namespace LmmCl.Plugins.Loading;

/// <summary>A plugin's files have changed since they were checked. None of them was loaded.</summary>
internal sealed class ChangedPluginException(string message) : Exception(message);
