using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Sizes;
using NetVips;

namespace LmmCl.Data.Images.Jpeg;

/// <summary>Decodes JPEG images: integer "slow" DCT, smooth chroma upsampling.</summary>
internal static class JpegDecoder
{
    private const string Format = "JPEG";
    private const int CmykComponents = 4;

    /// <summary>Returns the pixels and the EXIF segment (empty if there is none).</summary>
    /// <exception cref="InputException">The file is truncated or damaged.</exception>
    public static (RgbImage Image, ReadOnlyMemory<byte> Exif) Decode(string place, ReadOnlyMemory<byte> file)
    {
        var structure = JpegStructure.Read(place, file);
        if (!structure.Ended && structure.SeveralScans)
        {
            throw UnreadableImage.Truncated(place, Format);
        }

        RgbImage? image = null;
        var warnings = LibVips.WarningsOf(() => image = Decode(place, structure));

        // Like Pillow, accept a decoding warning, and also a missing end marker but not missing pixels: with the marker supplied, a file
        // that holds all its pixels decodes without a warning.
        return warnings == 0 || structure.Ended ? (image!, structure.Exif) : throw UnreadableImage.Truncated(place, Format);
    }

    private static RgbImage Decode(string place, JpegStructure structure)
    {
        // libvips aborts after a hundred warnings unless it is "unlimited", which has no other effect here.
        var size = new ImageSize(structure.Height, structure.Width);
        Image Open() => Image.JpegloadBuffer(structure.Bare, unlimited: true, access: Enums.Access.Sequential);
        return structure.Components == CmykComponents
            ? new(size.Height, size.Width, Cmyk.ToRgb(VipsDecoder.Samples(place, Format, size, CmykComponents, Open)))
            : VipsDecoder.Decode(place, Format, size, Open);
    }
}
