using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Published.Tables;

/// <summary>A row of a published file, with the columns that were asked for.</summary>
/// <param name="file">Path of the file, for messages.</param>
/// <param name="number">Position in the file, from 1.</param>
/// <param name="values">The values by column; null where the file has none.</param>
internal sealed class Row(string file, long number, IReadOnlyDictionary<string, object?> values)
{
    /// <summary>Position in the file, from 1.</summary>
    public long Number => number;

    /// <summary>The file and the row, for messages.</summary>
    public string Place => $"{file}: row {number}";

    /// <summary>Returns a text that must be there; it may be empty.</summary>
    public string Text(string column) => values.GetValueOrDefault(column) switch
    {
        string text => text,
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        null => throw Missing(column),
        var other => throw Wrong(column, $"holds {Named(other)}, where a text is expected."),
    };

    /// <summary>Returns a text, or an empty one where there is none.</summary>
    public string TextOrEmpty(string column) => values.GetValueOrDefault(column) is null ? "" : Text(column);

    /// <summary>Returns a list of texts that has at least one entry.</summary>
    public IReadOnlyList<string> Texts(string column) => values.GetValueOrDefault(column) switch
    {
        string?[] list when list.Contains(null) => throw Wrong(column, "holds a list with an entry that is null."),
        string[] { Length: > 0 } list => [.. list.OfType<string>()],
        string[] => throw Wrong(column, "holds an empty list."),
        string text => [text],
        null => throw Missing(column),
        var other => throw Wrong(column, $"holds {Named(other)}, where a list of texts is expected."),
    };

    /// <summary>Returns a whole number.</summary>
    public long Number64(string column) => values.GetValueOrDefault(column) switch
    {
        long whole => whole,
        string text when long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        string text => throw Wrong(column, $"'{Shown.Of(text)}' is not a whole number."),
        null => throw Missing(column),
        var other => throw Wrong(column, $"holds {Named(other)}, where a whole number is expected."),
    };

    /// <summary>Returns a picture.</summary>
    public PictureSource Picture(string column = "image") => values.GetValueOrDefault(column) switch
    {
        PictureSource picture => picture,
        null => throw Missing(column),
        var other => throw Wrong(column, $"holds {Named(other)}, where a picture is expected."),
    };

    /// <summary>Returns a list of at least one picture.</summary>
    public IReadOnlyList<PictureSource> Pictures(string column = "image") => values.GetValueOrDefault(column) switch
    {
        PictureSource?[] list when list.Contains(null) => throw Wrong(column, "holds a list with a picture that is null."),
        PictureSource[] { Length: > 0 } list => [.. list.OfType<PictureSource>()],
        PictureSource[] => throw Wrong(column, "holds an empty list."),
        PictureSource single => [single],
        null => throw Missing(column),
        var other => throw Wrong(column, $"holds {Named(other)}, where a list of pictures is expected."),
    };

    /// <summary>The error that a column's value is wrong.</summary>
    public InputException Wrong(string column, string problem, string? fix = null) => new($"{Place}: {column}", problem, fix);

    private InputException Missing(string column) => Wrong(column, "there is no value.", "Download the file again, or correct the row.");

    private static string Named(object value) => value switch
    {
        string => "a text",
        long => "a number",
        PictureSource => "a picture",
        _ => "a list",
    };
}
