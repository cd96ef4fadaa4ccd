using Spectre.Console;

namespace LmmCl.Reports.Tests;

/// <summary>What a report prints where there is no terminal.</summary>
internal static class Printed
{
    internal static string Of(Action<IAnsiConsole> write)
    {
        var text = new StringWriter();
        write(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) }));
        return text.ToString();
    }
}
