namespace LmmCl.Data.Published.Tables;

/// <summary>The kind of value in a column of a published file.</summary>
internal enum ColumnKind
{
    /// <summary>A text; a number is read as the text of its digits.</summary>
    Text,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>A whole number, or the text of one.</summary>
    Number,

    /// <summary>A picture: its bytes, or the path of its file.</summary>
    Picture,

    /// <summary>A list of pictures.</summary>
    Pictures,
}
