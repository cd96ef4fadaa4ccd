namespace LmmCl.Evaluation.Probes;

/// <summary>How a vocabulary writes its tokens.</summary>
public enum TokenForm
{
    /// <summary>GPT-2's alphabet of bytes; a blank is U+0120.</summary>
    ByteLevel,

    /// <summary>Plain text with U+2581 for a blank.</summary>
    SentencePiece,
}
