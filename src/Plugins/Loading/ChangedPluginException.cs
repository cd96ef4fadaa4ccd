namespace LmmCl.Plugins.Loading;

/// <summary>A plugin's files are no longer the ones that were checked. Nothing of them was loaded.</summary>
internal sealed class ChangedPluginException(string message) : Exception(message);
