namespace LmmCl.Modeling.Tokenizers.Splitting;

/// <summary>Cuts normalized text into the pieces that byte-pair encoding works on.</summary>
internal interface IPreTokenizer
{
    /// <summary>Pieces of <paramref name="text"/> in order.</summary>
    /// <param name="text">Normalized text between added tokens.</param>
    /// <param name="opensTheText">The piece starts at the very beginning of what was given to encode.</param>
    IEnumerable<string> Split(string text, bool opensTheText);
}
