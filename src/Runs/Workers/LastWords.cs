using System.Text;

namespace LmmCl.Runs.Workers;

/// <summary>The end of a worker's output; used only to explain why it exited.</summary>
internal sealed class LastWords
{
    private const int Kept = 16 * 1024;
    private const int LongestQuote = 300;

    // Prefixes of the lines that the runtime prints after the error message.
    private static readonly string[] stackLines = ["   at ", "---", "Repeat "];

    private static readonly string[] memoryWords = ["bad_alloc", "out of memory", "allocate memory"];

    private readonly StringBuilder text = new();

    /// <summary>Reads until the stream is closed. Memory use is bounded, even for endless output or endless lines.</summary>
    public async Task ReadAsync(TextReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var read)
        {
            lock (text)
            {
                text.Append(buffer, 0, read);
                text.Remove(0, Math.Max(0, text.Length - Kept));
            }
        }
    }

    /// <summary>The last non-empty line of the output; empty if there is none.</summary>
    public string Line
    {
        get
        {
            var line = All.Split('\n').LastOrDefault(SaysSomething)?.Trim() ?? "";
            return line.Length <= LongestQuote ? line : line[..LongestQuote] + "...";
        }
    }

    /// <summary>True if the output reports that memory ran out.</summary>
    public bool TellOfMissingMemory
    {
        get
        {
            var all = All;
            return memoryWords.Any(words => all.Contains(words, StringComparison.OrdinalIgnoreCase));
        }
    }

    private string All
    {
        get
        {
            lock (text)
            {
                return text.ToString();
            }
        }
    }

    private static bool SaysSomething(string line) =>
        line.Trim().Length > 0 && !stackLines.Any(start => line.StartsWith(start, StringComparison.Ordinal));
}
