namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>Options listed one per line in a prompt.</summary>
internal static class ListedOptions
{
    /// <summary><c>A. text</c>, one per line.</summary>
    public static string Lines(IEnumerable<string> texts) =>
        string.Join('\n', texts.Select((text, index) => $"{(char)('A' + index)}. {text}"));

    /// <summary>Returns the letter of a position, or null.</summary>
    public static string? Letter(int? index) => index is >= 0 and < 26 ? ((char)('A' + index.Value)).ToString() : null;
}
