namespace LmmCl.Data.Batches;

/// <summary>Where shorter rows of a batch are filled up.</summary>
public enum PaddingSide
{
    /// <summary>After the text, for training.</summary>
    Right,

    /// <summary>Before the text, so that generation goes on at the same position in every row.</summary>
    Left,
}
