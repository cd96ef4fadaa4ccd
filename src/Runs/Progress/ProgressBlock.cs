namespace LmmCl.Runs.Progress;

/// <summary>
/// Lines about work in progress, one for each piece of work that is going on. On a terminal they are redrawn in place, below the
/// sentences that stay; elsewhere (a log file) every line that is shown stays.
/// </summary>
/// <param name="output">Where they go.</param>
/// <param name="size">Columns and rows of the terminal; null where there is none.</param>
/// <param name="time">When lines are redrawn.</param>
public sealed class ProgressBlock(TextWriter output, Func<(int Columns, int Rows)>? size, TimeProvider time)
{
    // Up so many lines to the first column, and clear from there to the end of the screen.
    private const string Up = "\e[{0}F";
    private const string Clear = "\r\e[J";

    private static readonly TimeSpan betweenDrawings = TimeSpan.FromMilliseconds(200);

    private readonly Lock writing = new();
    private readonly List<(object Owner, string Text)> lines = [];
    private long drawnAt;
    private int drawn;

    /// <summary>On standard error, so that standard output holds results alone.</summary>
    public static ProgressBlock OnStandardError() =>
        new(Console.Error, Console.IsErrorRedirected ? null : () => (Console.WindowWidth, Console.WindowHeight), TimeProvider.System);

    /// <summary>Lines are redrawn in place.</summary>
    public bool Redraws => size is not null;

    /// <summary>Shows the line of <paramref name="owner"/>, in the place of the one before.</summary>
    /// <param name="owner">Whose line it is.</param>
    /// <param name="text">What it says.</param>
    /// <param name="now">Not to be left to the next drawing.</param>
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

    /// <summary>Takes the line of <paramref name="owner"/> away.</summary>
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

    /// <summary>Says a sentence that stays.</summary>
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

    /// <summary>One write for everything, so that nothing flickers. The cursor stays at the end of the last line.</summary>
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
