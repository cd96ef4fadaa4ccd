namespace LmmCl.Host.CommandLine;

/// <summary>Output formats of a plan.</summary>
internal enum PlanFormat
{
    /// <summary>For a terminal.</summary>
    Table,

    /// <summary>The full content in bytes and counts.</summary>
    Json,
}
