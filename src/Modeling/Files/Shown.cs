namespace LmmCl.Modeling.Files;

/// <summary>Shortens values for messages.</summary>
public static class Shown
{
    private const int Longest = 120;

    /// <summary>Returns the text on one line; if it is long, its beginning and its length.</summary>
    public static string Of(string text)
    {
        var line = text.ReplaceLineEndings("\\n");
        return line.Length <= Longest ? line : $"{line[..(Longest / 2)]}... ({text.Length:N0} characters)";
    }
}
