namespace LmmCl.Modeling.Tokenizers.Decoding;

/// <summary>Converts the tokens of one sequence to text, holding back text that later tokens could still change.</summary>
internal interface ITokenStream
{
    /// <summary>Returns the text that is final after <paramref name="token"/>; possibly empty.</summary>
    string Push(string token);

    /// <summary>Returns the rest at the end of the sequence.</summary>
    string Flush();
}
