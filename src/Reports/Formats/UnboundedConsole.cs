using Spectre.Console;

namespace LmmCl.Reports.Formats;

/// <summary>Consoles for tables that are not read in a terminal.</summary>
internal static class UnboundedConsole
{
    /// <summary>Sets a minimum width if the console is a file or a pipe, which has no width of its own and no bold type.</summary>
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
