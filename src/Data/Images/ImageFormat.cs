namespace LmmCl.Data.Images;

/// <summary>Supported image file formats.</summary>
internal enum ImageFormat
{
    Unknown,
    PNG,
    JPEG,
    GIF,
    WebP,
    BMP,
}
