namespace LmmCl.Data.Published.Tables;

/// <summary>A column that a reader asks for.</summary>
/// <param name="Name">Name in the published file.</param>
/// <param name="Kind">Kind of value that it must hold.</param>
internal sealed record Column(string Name, ColumnKind Kind)
{
    /// <summary>True if files without this column are read too.</summary>
    public bool IsOptional { get; init; }

    /// <summary>A column of texts.</summary>
    public static Column Text(string name) => new(name, ColumnKind.Text);

    /// <summary>An optional column of texts.</summary>
    public static Column OptionalText(string name) => new(name, ColumnKind.Text) { IsOptional = true };

    /// <summary>A column of lists of texts.</summary>
    public static Column Texts(string name) => new(name, ColumnKind.Texts);

    /// <summary>A column of whole numbers.</summary>
    public static Column Number(string name) => new(name, ColumnKind.Number);

    /// <summary>A column of pictures.</summary>
    public static Column Picture(string name = "image") => new(name, ColumnKind.Picture);

    /// <summary>A column of lists of pictures.</summary>
    public static Column Pictures(string name = "image") => new(name, ColumnKind.Pictures);

    /// <summary>The kind in words, for messages.</summary>
    public string Expected => Kind switch
    {
        ColumnKind.Text => "texts",
        ColumnKind.Texts => "lists of texts",
        ColumnKind.Number => "whole numbers",
        ColumnKind.Picture => "pictures (bytes, or a struct of bytes and path)",
        _ => "lists of pictures (structs of bytes and path)",
    };
}
