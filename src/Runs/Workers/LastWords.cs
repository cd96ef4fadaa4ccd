using System.Text;

namespace LmmCl.Runs.Workers;

/// <summary>The end of what a worker printed: kept to explain its death, never shown otherwise.</summary>
internal sealed class LastWords
{
    private const int Kept = 16 * 1024;
    private const int LongestQuote = 300;

    // What the runtime prints after the line that says what is wrong.
    private static readonly string[] stackLines = ["   at ", "---", "Repeat "];

    private static readonly string[] memoryWords = ["bad_alloc", "out of memory", "allocate memory"];

    private readonly StringBuilder text = new();

    /// <summary>Reads until the other end closes. A program that prints without end, or without line ends, costs no memory.</summary>
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

    /// <summary>The last line that says something; empty where there is none.</summary>
    public string Line
    {
        get
        {
            var line = All.Split('\n').LastOrDefault(SaysSomething)?.Trim() ?? "";
            return line.Length <= LongestQuote ? line : line[..LongestQuote] + "...";
        }
    }

    /// <summary>Whether there was talk of memory that could not be had.</summary>
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
