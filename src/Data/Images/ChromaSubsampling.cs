namespace LmmCl.Data.Images;

/// <summary>How many of a JPEG's colour samples are kept; the numbers are TurboJPEG's.</summary>
public enum ChromaSubsampling
{
    /// <summary>All (4:4:4).</summary>
    None = 0,

    /// <summary>Half of the columns (4:2:2).</summary>
    HalfColumns = 1,

    /// <summary>Half of the columns and of the rows (4:2:0), as cameras and most programs do.</summary>
    Half = 2,
}
