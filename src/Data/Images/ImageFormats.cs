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

    /// <summary>Returns the name of an image format that is not read; null if the file is in none that is known.</summary>
    public static string? NameOther(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8) || bytes.StartsWith("II+\0"u8) => "TIFF",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] when bytes.Length >= 12 => Brand(bytes[8..12]),
        [0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ', ..] or [0xFF, 0x4F, 0xFF, 0x51, ..] => "JPEG 2000",
        [0xFF, 0x0A, ..] or [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] => "JPEG XL",
        [0, 0, 1, 0, ..] or [0, 0, 2, 0, ..] => "ICO",
        [(byte)'P', >= (byte)'1' and <= (byte)'7', (byte)'\n' or (byte)' ' or (byte)'\r', ..] => "Netpbm",
        _ when bytes.StartsWith("8BPS"u8) => "Photoshop's format",
        _ when bytes.StartsWith("#?RADIANCE"u8) => "Radiance HDR",
        _ when bytes.StartsWith("v/1\u0001"u8) => "OpenEXR",
        _ when bytes.StartsWith("DICM"u8) || (bytes.Length > 132 && bytes[128..132].SequenceEqual("DICM"u8)) => "DICOM",
        _ when bytes.StartsWith("SIMPLE  ="u8) => "FITS",
        _ when bytes[..Math.Min(bytes.Length, 1_024)].IndexOf("<svg"u8) >= 0 => "SVG",
        _ => null,
    };

    /// <summary>The name of a format that is stored in ISO base media files.</summary>
    private static string? Brand(ReadOnlySpan<byte> brand) => System.Text.Encoding.ASCII.GetString(brand) switch
    {
        "heic" or "heix" or "hevc" or "heim" or "heis" or "mif1" or "msf1" => "HEIC",
        "avif" or "avis" => "AVIF",
        "jp2 " => "JPEG 2000",
        "crx " => "Canon's raw format",
        _ => "a video format",
    };
}
