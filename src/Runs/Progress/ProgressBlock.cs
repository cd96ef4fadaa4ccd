namespace LmmCl.Runs.Progress;

/// <summary>
/// Progress lines, one for each piece of work in progress. On a terminal they are redrawn in place below the permanent messages; in other
/// output, such as a log file, every line remains.
/// </summary>
/// <param name="output">Output for the lines.</param>
/// <param name="size">Columns and rows of the terminal; null if the output is not one.</param>
/// <param name="time">Clock for the redraw interval.</param>
public sealed class ProgressBlock(TextWriter output, Func<(int Columns, int Rows)>? size, TimeProvider time)
{
    // Moves up that many lines to the first column and clears to the end of the screen.
    private const string Up = "\e[{0}F";
    private const string Clear = "\r\e[J";

    private static readonly TimeSpan betweenDrawings = TimeSpan.FromMilliseconds(200);

    private readonly Lock writing = new();
    private readonly List<(object Owner, string Text)> lines = [];
    private long drawnAt;
    private int drawn;

    /// <summary>A block on standard error, which keeps standard output free for results.</summary>
    public static ProgressBlock OnStandardError() =>
        new(Console.Error, Console.IsErrorRedirected ? null : () => (Console.WindowWidth, Console.WindowHeight), TimeProvider.System);

    /// <summary>True if lines are redrawn in place.</summary>
    public bool Redraws => size is not null;

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
                output.WriteLine(text);
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
            if (Redraws)
            {
                Draw(sentence + Environment.NewLine);
            }
            else
            {
                output.WriteLine(sentence);
            }
        }
    }

    /// <summary>Draws everything in one write to avoid flicker. The cursor stays at the end of the last line.</summary>
    private void Draw(string above = "")
    {
        var (columns, rows) = size!();
        var shown = lines.Take(Math.Max(1, rows - 1)).Select(line => Cut(line.Text, Math.Max(1, columns - 1))).ToList();
        var up = drawn > 1 ? string.Format(System.Globalization.CultureInfo.InvariantCulture, Up, drawn - 1) : "";
        output.Write(up + Clear + above + string.Join(Environment.NewLine, shown));
        (drawn, drawnAt) = (shown.Count, time.GetTimestamp());
    }

    private static string Cut(string text, int columns) => text.Length <= columns ? text : text[..(columns - 1)] + "…";
}
