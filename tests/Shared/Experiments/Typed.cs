using LmmCl.Host.CommandLine;
using Spectre.Console;

namespace LmmCl.Tests;

/// <summary>What somebody who typed a command sees: exit code, standard output, standard error.</summary>
internal sealed record Typed(int Code, string Output, string Error)
{
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Types a command. Tests that do so belong to the collection of host runs: the console is the process's.</summary>
    public static Task<Typed> CommandAsync(params string[] args) => RunAsync(new StringWriter(), new StringWriter(), args);

    /// <summary>Types a command, and Ctrl-C as soon as its standard error says <paramref name="sight"/>.</summary>
    public static async Task<Typed> StoppedAtAsync(string sight, params string[] args)
    {
        using var stop = new CancellationTokenSource();
        return await RunAsync(new StringWriter(), new StoppingWriter(sight, stop), args, stop.Token);
    }

    /// <summary>Types a command, and Ctrl-C as soon as its output says <paramref name="sight"/> or <paramref name="stop"/> comes.</summary>
    public static Task<Typed> StoppedAtOutputAsync(string sight, CancellationTokenSource stop, params string[] args) =>
        RunAsync(new StoppingWriter(sight, stop), new StringWriter(), args, stop.Token);

    private static async Task<Typed> RunAsync(StringWriter output, StringWriter error, string[] args, CancellationToken ct = default)
    {
        var (formerOutput, formerError, formerConsole) = (Console.Out, Console.Error, AnsiConsole.Console);
        try
        {
            Console.SetOut(output);
            Console.SetError(error);
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                Out = new AnsiConsoleOutput(output),
            });
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

    private sealed class StoppingWriter(string sight, CancellationTokenSource stop) : StringWriter
    {
        public override void Write(string? value)
        {
            base.Write(value);
            StopAt(value);
        }

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            StopAt(value);
        }

        private void StopAt(string? value)
        {
            if (value?.Contains(sight, StringComparison.Ordinal) == true)
            {
                stop.Cancel();
            }
        }
    }
}
