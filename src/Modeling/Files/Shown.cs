namespace LmmCl.Modeling.Files;

/// <summary>Values in messages, never longer than a person reads.</summary>
public static class Shown
{
    private const int Longest = 120;

    /// <summary>Returns the text, or its beginning with its length.</summary>
    public static string Of(string text)
    {
        var line = text.ReplaceLineEndings("\\n");
        return line.Length <= Longest ? line : $"{line[..(Longest / 2)]}... ({text.Length:N0} characters)";
    }
}
