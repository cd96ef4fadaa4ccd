using Spectre.Console;

namespace LmmCl.Runs.Progress;

/// <summary>
/// Progress lines, one for each piece of work in progress. On a terminal they are redrawn in place below the permanent messages; in other
/// output, such as a log file, every line remains.
/// </summary>
/// <param name="console">Console for the lines.</param>
/// <param name="time">Clock for the redraw interval.</param>
public sealed class ProgressBlock(IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan betweenDrawings = TimeSpan.FromMilliseconds(200);

    private readonly Lock writing = new();
    private readonly List<(object Owner, string Text)> lines = [];
    private LiveDisplayContext? live;
    private TaskCompletionSource ended = new();
    private Task display = Task.CompletedTask;
    private long drawnAt;

    /// <summary>A block on standard error, which keeps standard output free for results.</summary>
    public static ProgressBlock OnStandardError() =>
        new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }), TimeProvider.System);

    /// <summary>True if lines are redrawn in place.</summary>
    public bool Redraws => console.Profile.Out.IsTerminal;

    /// <summary>Shows the line of <paramref name="owner"/>, replacing its previous one.</summary>
    /// <param name="owner">The owner of the line.</param>
    /// <param name="text">The text of the line.</param>
    /// <param name="now">True to draw immediately instead of at the next interval.</param>
    public void Show(object owner, string text, bool now = false)
    {
        lock (writing)
        {
            if (!Redraws)
            {
                console.Profile.Out.Writer.WriteLine(text);
                return;
            }

            var place = lines.FindIndex(line => line.Owner == owner);
            lines.RemoveRange(Math.Max(place, 0), place < 0 ? 0 : 1);
            lines.Insert(place < 0 ? lines.Count : place, (owner, text));
            if (now || time.GetElapsedTime(drawnAt) >= betweenDrawings)
            {
                Draw();
            }
        }
    }

    /// <summary>Removes the line of <paramref name="owner"/>.</summary>
    public void Hide(object owner)
    {
        lock (writing)
        {
            if (lines.RemoveAll(line => line.Owner == owner) > 0)
            {
                Draw();
            }
        }
    }

    /// <summary>Prints a permanent message.</summary>
    public void Say(string sentence)
    {
        lock (writing)
        {
            if (live is null)
            {
                console.Profile.Out.Writer.WriteLine(sentence);
            }
            else
            {
                // Spectre.Console writes over the block without erasing it.
                console.Write(new Text(sentence.PadRight(console.Profile.Width - 1) + Environment.NewLine));
            }
        }
    }

    private void Draw()
    {
        drawnAt = time.GetTimestamp();
        if (lines.Count == 0)
        {
            End();
            return;
        }

        // A terminal scrolls, and the block with it, if the last row or column is written.
        var (columns, rows) = (Math.Max(1, console.Profile.Width - 1), Math.Max(1, console.Profile.Height - 1));
        var shown = new Rows(lines.Take(rows).Select(line => new Text(Cut(line.Text, columns))));
        if (live is null)
        {
            Begin(shown);
        }
        else
        {
            live.UpdateTarget(shown);
        }
    }

    private void Begin(Rows shown)
    {
        ended = new();
        display = console.Live(shown).AutoClear(true).StartAsync(context =>
        {
            context.Refresh();
            live = context;
            return ended.Task;
        });
    }

    /// <summary>Clears the block and shows the cursor again.</summary>
    private void End()
    {
        ended.TrySetResult();
        display.GetAwaiter().GetResult();
        live = null;
    }

    private static string Cut(string text, int columns) => text.Length <= columns ? text : text[..(columns - 1)] + "…";
}
