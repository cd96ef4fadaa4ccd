namespace LmmCl.Plugins.Manifests;

/// <summary>Makes untrusted text safe to print in a terminal.</summary>
internal static class Printable
{
    private const int Longest = 300;

    /// <summary>
    /// Removes control characters, which could move the cursor or colour the following output, and truncates very long text.
    /// </summary>
    public static string Text(string text)
    {
        var start = text.Length > Longest ? text[..Longest] + "..." : text;
        return string.Concat(start.ReplaceLineEndings(" ").Select(character => char.IsControl(character) ? '?' : character));
    }
}
