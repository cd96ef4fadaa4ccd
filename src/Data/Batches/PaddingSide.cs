namespace LmmCl.Data.Batches;

/// <summary>Side on which shorter rows of a batch are padded.</summary>
public enum PaddingSide
{
    /// <summary>After the text, for training.</summary>
    Right,

    /// <summary>Before the text, so that generation continues at the same position in every row.</summary>
    Left,
}
