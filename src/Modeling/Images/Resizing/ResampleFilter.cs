namespace LmmCl.Modeling.Images.Resizing;

/// <summary>Resampling filters, numbered as in <c>preprocessor_config.json</c> (Pillow's numbers).</summary>
public enum ResampleFilter
{
    /// <summary>Nearest neighbour.</summary>
    Nearest = 0,

    /// <summary>Windowed sinc over three pixels on each side.</summary>
    Lanczos = 1,

    /// <summary>Triangle filter over one pixel on each side.</summary>
    Bilinear = 2,

    /// <summary>Cubic convolution with coefficient -0.5, two pixels on each side.</summary>
    Bicubic = 3,

    /// <summary>Mean of the covered pixels.</summary>
    Box = 4,

    /// <summary>Hamming-windowed sinc over one pixel on each side.</summary>
    Hamming = 5,
}
