using LmmCl.Host.CommandLine;
using Spectre.Console;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary>What somebody who typed a command sees: exit code, standard output, standard error.</summary>
internal sealed record Typed(int Code, string Output, string Error)
{
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Types a command. Tests that do so belong to the collection of host runs: the console is the process's.</summary>
    public static Task<Typed> CommandAsync(params string[] args) => CommandAsync(CancellationToken.None, args);

    public static async Task<Typed> CommandAsync(CancellationToken ct, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var (formerOutput, formerError, formerConsole) = (Console.Out, Console.Error, AnsiConsole.Console);
        try
        {
            Console.SetOut(output);
            Console.SetError(error);
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
            return new Typed(await CommandTree.InvokeAsync(args, ct), output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(formerOutput);
            Console.SetError(formerError);
            AnsiConsole.Console = formerConsole;
        }
    }

    /// <summary>Checks for exit code 2 and one line on standard error that holds all of <paramref name="parts"/>.</summary>
    public void IsOneErrorWith(params string[] parts)
    {
        Assert.True(Code == 2, $"exit code {Code}: {Error}{Output}");
        var line = Assert.Single(ErrorLines);
        Assert.All(parts, part => Assert.Contains(part, line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
    }
}
