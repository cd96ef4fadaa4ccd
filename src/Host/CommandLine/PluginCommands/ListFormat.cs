namespace LmmCl.Host.CommandLine.PluginCommands;

/// <summary>In which form plugins are listed.</summary>
internal enum ListFormat
{
    /// <summary>For a terminal.</summary>
    Table,

    /// <summary>For programs.</summary>
    Json,
}
