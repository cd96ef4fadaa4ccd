using LmmCl.Data.Images.Png;

namespace LmmCl.Data.Images;

/// <summary>Detects an image's format from its first bytes.</summary>
internal static class ImageFormats
{
    /// <summary>Names of the supported formats.</summary>
    public const string All = "PNG, JPEG, WebP, GIF or BMP";

    /// <summary>Returns the format of the file that starts with <paramref name="bytes"/>.</summary>
    public static ImageFormat Detect(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith(PngChunk.Signature) => ImageFormat.PNG,
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.JPEG,
        _ when bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) => ImageFormat.GIF,
        _ when bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..12].SequenceEqual("WEBP"u8) => ImageFormat.WebP,
        _ when bytes.StartsWith("BM"u8) => ImageFormat.BMP,
        _ => ImageFormat.Unknown,
    };
}
