namespace LmmCl.Data.Yaml;

/// <summary>Parts of a path that only a shell expands: a home folder and variables.</summary>
public static class ShellPath
{
    /// <summary>The fix to suggest.</summary>
    public const string Fix = "Write the whole path, or one relative to this file.";

    /// <summary>Returns the first such part; null if there is none, or if a file has exactly this name.</summary>
    /// <param name="text">The path as it is written.</param>
    /// <param name="folder">Folder that it is relative to.</param>
    public static string? PartOf(string text, string folder)
    {
        var part = text is "~" || text.StartsWith("~/", StringComparison.Ordinal) ? "~" : Variable(text);
        return part is not null && Path.Exists(Path.Combine(folder, text)) ? null : part;
    }

    /// <summary>A variable such as <c>$DATA</c>, <c>${DATA}</c> or <c>%DATA%</c> that is a whole part of a path.</summary>
    private static string? Variable(string text) => text.Contains("${", StringComparison.Ordinal) ? "${...}"
        : text.Split('/', '\\').FirstOrDefault(part => part.Length > 1 && (IsName(part, "$", "") || IsName(part, "%", "%")));

    private static bool IsName(string part, string opening, string closing) =>
        part.StartsWith(opening, StringComparison.Ordinal)
        && part.EndsWith(closing, StringComparison.Ordinal)
        && part.Length > opening.Length + closing.Length
        && part[opening.Length..^closing.Length].All(IsOfName);

    private static bool IsOfName(char letter) => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_';
}
