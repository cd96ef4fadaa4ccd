using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images;
using NetVips;

namespace LmmCl.Data.Images.Png;

/// <summary>
/// Decodes PNG images. libvips receives only the header, the palette and the pixels: no other chunk affects the colours (transparency is
/// dropped, gamma and profiles are ignored), and compressed text chunks could exhaust memory.
/// </summary>
internal static class PngDecoder
{
    private const string Format = "PNG", Palette = "PLTE", Pixels = "IDAT", End = "IEND", ExifData = "eXIf";

    /// <summary>Deflate compresses to no less than 1/1032, so a file with fewer bytes is rejected before memory is allocated.</summary>
    private const int MostPixelsPerByte = 1032 * 8;

    /// <summary>Returns the pixels and the EXIF data (empty if there is none).</summary>
    /// <exception cref="InputException">The file is truncated or damaged.</exception>
    public static (RgbImage Image, ReadOnlyMemory<byte> Exif) Decode(string place, ReadOnlyMemory<byte> file)
    {
        var size = PngHeader.Find(place, file) ?? throw UnreadableImage.Truncated(place, Format, "it ends before its pixels");
        var (bare, exif) = Stripped(place, file);
        if ((long)size.Height * size.Width / MostPixelsPerByte > bare.Length)
        {
            throw UnreadableImage.Truncated(place, Format);
        }

        var image = VipsDecoder.Decode(
            place, Format, size, () => Image.PngloadBuffer(bare, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error));
        return (image, exif);
    }

    /// <summary>Returns the EXIF data of a whole file; empty if there are none.</summary>
    public static ReadOnlyMemory<byte> FindExif(ReadOnlyMemory<byte> file)
    {
        ReadOnlyMemory<byte> exif = default;
        var position = PngChunk.Signature.Length;
        while (PngChunk.TryRead(file, position) is { Type: not End } chunk)
        {
            position += chunk.Whole.Length;
            exif = chunk.Type == ExifData && chunk.IsIntact ? chunk.Data : exif;
        }

        return exif;
    }

    /// <summary>Removes unneeded chunks. Chunks after the pixels may be missing.</summary>
    private static (byte[] File, ReadOnlyMemory<byte> Exif) Stripped(string place, ReadOnlyMemory<byte> file)
    {
        var bare = new MemoryStream(file.Length);
        bare.Write(PngChunk.Signature);
        ReadOnlyMemory<byte> exif = default;
        var (position, hasPixels, pixelsEnded) = (PngChunk.Signature.Length, false, false);
        while (PngChunk.TryRead(file, position) is { Type: not End } chunk)
        {
            position += chunk.Whole.Length;
            pixelsEnded |= hasPixels && chunk.Type != Pixels;
            hasPixels |= chunk.Type == Pixels;
            if (chunk.Type is PngHeader.Type or Palette or Pixels && !pixelsEnded)
            {
                bare.Write(chunk.Whole.Span);
            }
            else if (chunk.Type == ExifData && chunk.IsIntact)
            {
                exif = chunk.Data;
            }
        }

        var inPixels = !pixelsEnded && PngChunk.TypeAt(file.Span, position) == Pixels;
        return hasPixels && !inPixels
            ? (bare.ToArray(), exif)
            : throw UnreadableImage.Truncated(place, Format, $"it ends {(inPixels ? "inside" : "before")} its pixels");
    }
}
