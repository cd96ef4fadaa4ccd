namespace LmmCl.Modeling.Tokenizers.Splitting;

/// <summary>Splits normalized text into the pieces for byte-pair encoding.</summary>
internal interface IPreTokenizer
{
    /// <summary>Returns the pieces of <paramref name="text"/> in order.</summary>
    /// <param name="text">Normalized text between added tokens.</param>
    /// <param name="opensTheText">True if the piece is at the very beginning of the input to encode.</param>
    IEnumerable<string> Split(string text, bool opensTheText);
}
