namespace LmmCl.Modeling.Tokenizers.Decoding;

/// <summary>Turns the tokens of one sequence into text, holding back what later tokens could still change.</summary>
internal interface ITokenStream
{
    /// <summary>Text that is certain after <paramref name="token"/>; possibly empty.</summary>
    string Push(string token);

    /// <summary>The rest at the end of the sequence.</summary>
    string Flush();
}
