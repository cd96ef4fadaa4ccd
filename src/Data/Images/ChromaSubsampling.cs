namespace LmmCl.Data.Images;

/// <summary>Chroma subsampling of a JPEG.</summary>
public enum ChromaSubsampling
{
    /// <summary>No subsampling (4:4:4).</summary>
    None,

    /// <summary>Half of the columns and rows (4:2:0), as in cameras and most programs.</summary>
    Half,
}
