using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.EventStore.Projections;

namespace LmmCl.Host.CommandLine;

/// <summary>
/// <c>--as-of</c>, for every command that prints results computed from events: a sequence number, a time in UTC, or a stage.
/// </summary>
internal static class AsOfOption
{
    public const string Name = "--as-of";

    public static Option<string?> Create() => new(Name)
    {
        Description =
            "As it was after an event (sequence number), at a time (2026-11-22T10:00Z; a date means its end) or after a stage (stage:3).",
        HelpName = "sequence | time | stage:N",
    };

    /// <summary>Parses a point in time; now if the text is null.</summary>
    /// <exception cref="InputException">The text has none of the three forms.</exception>
    public static AsOf Parse(string? given) => AsOfText.Parse(given, Name);
}
