using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images;
using NetVips;

namespace LmmCl.Data.Images.Png;

/// <summary>
/// Decodes PNG pictures. libvips gets the header, the palette and the pixels alone: no other chunk has a part in the colours
/// (transparency is dropped, gamma and profiles are ignored), and compressed texts can ask for all memory.
/// </summary>
internal static class PngDecoder
{
    private const string Format = "PNG", Palette = "PLTE", Pixels = "IDAT", End = "IEND", ExifData = "eXIf";

    /// <summary>Deflate shrinks data to 1/1032 at most, so fewer bytes are refused before memory is asked for.</summary>
    private const int MostPixelsPerByte = 1032 * 8;

    /// <summary>The pixels and the EXIF data (empty without them).</summary>
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

    /// <summary>What follows the pixels may be missing.</summary>
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
