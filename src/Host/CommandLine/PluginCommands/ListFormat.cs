namespace LmmCl.Host.CommandLine.PluginCommands;

/// <summary>Output formats of the plugin list.</summary>
internal enum ListFormat
{
    /// <summary>For a terminal.</summary>
    Table,

    /// <summary>For programs.</summary>
    Json,
}
