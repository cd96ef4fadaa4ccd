namespace LmmCl.Plugins.Manifests;

/// <summary>Text that a stranger wrote, as it may appear in a terminal.</summary>
internal static class Printable
{
    private const int Longest = 300;

    /// <summary>Without control characters, which could move the cursor or colour what follows, and cut where it is very long.</summary>
    public static string Text(string text)
    {
        var start = text.Length > Longest ? text[..Longest] + "..." : text;
        return string.Concat(start.ReplaceLineEndings(" ").Select(character => char.IsControl(character) ? '?' : character));
    }
}
