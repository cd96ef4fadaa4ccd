namespace LmmCl.Modeling.Tokenizers.AddedTokens;

/// <summary>A token that is matched in the text before any other processing, such as <c>&lt;|im_end|&gt;</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its text.</param>
/// <param name="Special">True if it can be omitted from decoded text.</param>
/// <param name="Normalized">True if it is matched in normalized text, with its own content normalized.</param>
/// <param name="SingleWord">True if it matches only where neither neighbour is a word character.</param>
/// <param name="StripsLeft">True if it absorbs preceding white space.</param>
/// <param name="StripsRight">True if it absorbs following white space.</param>
internal sealed record AddedToken(
    int Id,
    string Content,
    bool Special = true,
    bool Normalized = false,
    bool SingleWord = false,
    bool StripsLeft = false,
    bool StripsRight = false);
