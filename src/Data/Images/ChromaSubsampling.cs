namespace LmmCl.Data.Images;

/// <summary>How many of a JPEG's colour samples are kept.</summary>
public enum ChromaSubsampling
{
    /// <summary>All (4:4:4).</summary>
    None,

    /// <summary>Half of the columns and of the rows (4:2:0), as cameras and most programs do.</summary>
    Half,
}
