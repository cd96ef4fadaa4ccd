using System.Text;
using Spectre.Console;

namespace LmmCl.Tests;

/// <summary>A console that writes into a writer: a terminal of a size, or a log file.</summary>
internal sealed class TestConsole(TextWriter writer, (int Columns, int Rows)? size) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => size is not null;

    public int Width => size?.Columns ?? 80;

    public int Height => size?.Rows ?? 24;

    /// <param name="writer">Receives what is written.</param>
    /// <param name="size">Size of the terminal; null if it is none.</param>
    public static IAnsiConsole Create(TextWriter writer, (int Columns, int Rows)? size = null) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = size is null ? AnsiSupport.No : AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = size is null ? InteractionSupport.No : InteractionSupport.Yes,
        Out = new TestConsole(writer, size),
    });

    public void SetEncoding(Encoding encoding)
    {
    }
}
