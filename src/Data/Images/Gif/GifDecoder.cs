using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images;
using NetVips;

namespace LmmCl.Data.Images.Gif;

/// <summary>
/// Decodes the first frame of a GIF file. libvips receives a file of that frame alone, so that an animation costs no more than a still
/// image. libvips would also make transparent pixels black, where Pillow keeps their colour.
/// </summary>
internal static class GifDecoder
{
    /// <summary>Name of the format.</summary>
    public const string Format = "GIF";

    /// <summary>Decodes the pixels.</summary>
    /// <exception cref="InputException">The file is truncated or damaged.</exception>
    public static RgbImage Decode(string place, ReadOnlyMemory<byte> file)
    {
        if (GifFrame.Find(place, file) is not { } frame || frame.Alone(file) is not { } alone)
        {
            throw UnreadableImage.Truncated(place, Format, "it ends before or inside its first frame");
        }

        var image = VipsDecoder.Decode(
            place,
            Format,
            frame.Size,
            () => Image.GifloadBuffer(alone, n: 1, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error));
        return frame.Size == frame.Canvas ? image : OnCanvas(image, frame);
    }

    private static RgbImage OnCanvas(RgbImage image, GifFrame frame)
    {
        var (height, width) = (frame.Canvas.Height, frame.Canvas.Width);
        var pixels = new byte[height * width * 3];
        var around = frame.Colors().AsSpan(frame.Around * 3, 3);
        for (var i = 0; i < pixels.Length; i += 3)
        {
            around.CopyTo(pixels.AsSpan(i));
        }

        for (var y = 0; y < image.Height; y++)
        {
            image.Pixels.AsSpan(y * image.Width * 3, image.Width * 3)
                .CopyTo(pixels.AsSpan(((frame.Top + y) * width + frame.Left) * 3));
        }

        return new(height, width, pixels);
    }
}
