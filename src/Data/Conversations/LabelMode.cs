namespace LmmCl.Data.Conversations;

/// <summary>Which tokens of a conversation carry loss.</summary>
public enum LabelMode
{
    /// <summary>The answers' text and the token that ends them.</summary>
    Answers,

    /// <summary>
    /// As the study's code: whole answer blocks, and the template's own tokens wherever they stand, users' and system blocks included.
    /// </summary>
    AsPublished,
}
