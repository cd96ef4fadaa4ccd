using System.Runtime.InteropServices;
using LmmCl.Abstractions;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.Images.Jpeg;

/// <summary>Decodes JPEG pictures to RGB with libjpeg-turbo: integer "slow" DCT, smooth chroma upsampling.</summary>
internal static class JpegDecoder
{
    private const string Format = "JPEG";
    private const int CmykComponents = 4;

    /// <summary>The pixels and the EXIF segment (empty without one).</summary>
    /// <exception cref="InputException">The file is truncated or damaged, or libjpeg-turbo is missing.</exception>
    public static (RgbImage Image, ReadOnlyMemory<byte> Exif) Decode(ReadOnlyMemory<byte> file, string place)
    {
        var structure = JpegStructure.Read(place, file);
        var cmyk = structure.Components == CmykComponents;
        var channels = cmyk ? CmykComponents : 3;
        var samples = new byte[(long)structure.Height * structure.Width * channels];
        if (!structure.Ended && structure.SeveralScans)
        {
            throw UnreadableImage.Truncated(place, Format);
        }

        Decompress(place, structure.Ended ? file.Span : [.. file.Span, .. JpegStructure.EndMarker], structure, samples, cmyk);
        return (new RgbImage(structure.Height, structure.Width, cmyk ? InvertedCmyk.ToRgb(samples) : samples), structure.Exif);
    }

    private static void Decompress(string place, ReadOnlySpan<byte> file, JpegStructure structure, byte[] samples, bool cmyk)
    {
        using var decompressor = TurboJpegHandle.Decompressor();
        var result = TurboJpeg.tjDecompress2(
            decompressor,
            in MemoryMarshal.GetReference(file),
            new CULong((nuint)file.Length),
            ref samples[0],
            structure.Width,
            samples.Length / structure.Height,
            structure.Height,
            cmyk ? TurboJpeg.Cmyk : TurboJpeg.Rgb,
            TurboJpeg.LimitScans);
        if (result == 0)
        {
            return;
        }

        if (TurboJpeg.tjGetErrorCode(decompressor) != TurboJpeg.Warning)
        {
            throw UnreadableImage.Damaged(place, Format, decompressor.Error);
        }

        // Pillow decodes on after a warning, and so do we. It also forgives a missing end marker, but not missing pixels:
        // with the marker supplied, a file that holds all its pixels decodes without a warning.
        if (!structure.Ended)
        {
            throw UnreadableImage.Truncated(place, Format);
        }
    }
}
