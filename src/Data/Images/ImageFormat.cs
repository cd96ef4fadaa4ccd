namespace LmmCl.Data.Images;

/// <summary>Kinds of picture files that are told apart.</summary>
internal enum ImageFormat
{
    Unknown,
    PNG,
    JPEG,
    GIF,
    WebP,
    BMP,
}
