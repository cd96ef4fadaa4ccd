namespace LmmCl.Data.Conversations;

/// <summary>Selection of the tokens that contribute to the loss.</summary>
public enum LabelMode
{
    /// <summary>The text of the answers and their end tokens.</summary>
    Answers,

    /// <summary>
    /// As in the study's code: whole answer blocks, and the template's own tokens at every position, including user and system blocks.
    /// </summary>
    AsPublished,
}
