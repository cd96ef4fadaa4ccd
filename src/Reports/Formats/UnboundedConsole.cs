using Spectre.Console;

namespace LmmCl.Reports.Formats;

/// <summary>Tables that are read elsewhere than in a terminal.</summary>
internal static class UnboundedConsole
{
    /// <summary>Where the console is a file or a pipe, which has no width of its own and no bold letters, makes it this wide.</summary>
    public static IAnsiConsole AtLeast(this IAnsiConsole console, int columns)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = Math.Max(console.Profile.Width, columns);
            console.Profile.Capabilities.Ansi = false;
        }

        return console;
    }
}
