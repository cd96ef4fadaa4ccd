namespace LmmCl.Evaluation.Probes;

/// <summary>Encoding of tokens in a vocabulary.</summary>
public enum TokenForm
{
    /// <summary>GPT-2's byte alphabet; a blank is U+0120.</summary>
    ByteLevel,

    /// <summary>Plain text with U+2581 for a blank.</summary>
    SentencePiece,
}
