namespace LmmCl.Modeling.Images.Resizing;

/// <summary>Resampling filters, with their numbers in <c>preprocessor_config.json</c> (those of Pillow).</summary>
public enum ResampleFilter
{
    /// <summary>The nearest pixel.</summary>
    Nearest = 0,

    /// <summary>Windowed sinc over three pixels on each side.</summary>
    Lanczos = 1,

    /// <summary>A triangle over one pixel on each side.</summary>
    Bilinear = 2,

    /// <summary>Cubic convolution with coefficient -0.5, two pixels on each side.</summary>
    Bicubic = 3,

    /// <summary>The mean of the pixels covered.</summary>
    Box = 4,

    /// <summary>Hamming-windowed sinc over one pixel on each side.</summary>
    Hamming = 5,
}
