namespace LmmCl.Modeling.Tokenizers.AddedTokens;

/// <summary>A token that is looked for in the text before anything else, such as <c>&lt;|im_end|&gt;</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its text.</param>
/// <param name="Special">Left out of decoded text on request.</param>
/// <param name="Normalized">Looked for in normalized text, with its own content normalized.</param>
/// <param name="SingleWord">Only where neither neighbour is a word character.</param>
/// <param name="StripsLeft">Swallows white space before it.</param>
/// <param name="StripsRight">Swallows white space after it.</param>
internal sealed record AddedToken(
    int Id,
    string Content,
    bool Special = true,
    bool Normalized = false,
    bool SingleWord = false,
    bool StripsLeft = false,
    bool StripsRight = false);
