using LmmCl.Abstractions;
using LmmCl.Data.Images.Bmp;
using LmmCl.Data.Images.Exif;
using LmmCl.Data.Images.Gif;
using LmmCl.Data.Images.Jpeg;
using LmmCl.Data.Images.Png;
using LmmCl.Data.Images.Webp;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Data.Images;

/// <summary>
/// Decodes image files (PNG, JPEG, WebP, GIF and BMP) to RGB; of an animation, the first frame. The format is detected from the content,
/// never from the file name.
/// </summary>
public static class ImageFile
{
    /// <summary>
    /// Large enough for the size information of nearly all images: that of a JPEG follows the metadata of cameras and editors.
    /// </summary>
    private const int HeaderBytes = 64 << 10;

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">Path of the file; error messages start with its name.</param>
    /// <param name="applyExifOrientation">
    /// True to rotate a PNG, JPEG or WebP by its EXIF orientation. The published results used plain opening, which ignores it.
    /// </param>
    /// <exception cref="InputException">The file is missing, of another format, truncated or damaged.</exception>
    public static RgbImage Decode(string path, bool applyExifOrientation = false) => Decode(Read(path), path, applyExifOrientation);

    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="bytes">Content of the whole file.</param>
    /// <param name="place">Name of the file for error messages.</param>
    /// <param name="applyExifOrientation">As above.</param>
    /// <exception cref="InputException">The bytes are of another format, truncated or damaged.</exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> bytes, string place, bool applyExifOrientation = false)
    {
        var (image, exif) = ImageFormats.Detect(bytes.Span) switch
        {
            ImageFormat.PNG => PngDecoder.Decode(place, bytes),
            ImageFormat.JPEG => JpegDecoder.Decode(place, bytes),
            ImageFormat.WebP => (WebpDecoder.Decode(place, bytes), WebpDecoder.FindExif(bytes)),
            ImageFormat.GIF => (GifDecoder.Decode(place, bytes), default),
            ImageFormat.BMP => (BmpDecoder.Decode(place, bytes), default),
            _ when bytes.IsEmpty => throw new InputException(place, "the file is empty.", "Copy or download it again."),
            _ => throw Unsupported(place, bytes.Span),
        };
        return applyExifOrientation ? ExifOrientation.Apply(image, ExifOrientation.Read(exif.Span)) : image;
    }

    /// <summary>Returns the size that <see cref="Decode(string, bool)"/> yields, from the file's header alone where it has it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="applyExifOrientation">As for decoding.</param>
    /// <exception cref="InputException">
    /// The file is missing, of another format, or its header is truncated or damaged. Damaged pixels are not detected.
    /// </exception>
    public static ImageSize ReadSize(string path, bool applyExifOrientation = false)
    {
        var start = Read(path, HeaderBytes);
        if (SizeIn(start, path) is { } size)
        {
            return applyExifOrientation && ExifOrientation.SwapsSides(OrientationOf(path, start)) ? new(size.Width, size.Height) : size;
        }

        // The header is longer or invalid: decode to find out.
        var image = Decode(path, applyExifOrientation);
        return new(image.Height, image.Width);
    }

    /// <summary>The orientation of a file whose first bytes hold its size. A PNG or WebP may state it after its pixels.</summary>
    private static int OrientationOf(string path, byte[] start) => ImageFormats.Detect(start) switch
    {
        ImageFormat.JPEG => ExifOrientation.Read(JpegStructure.FindExif(start).Span),
        ImageFormat.PNG => ExifOrientation.Read(PngDecoder.FindExif(Whole(path, start)).Span),
        ImageFormat.WebP => ExifOrientation.Read(WebpDecoder.FindExif(Whole(path, start)).Span),
        _ => ExifOrientation.Upright,
    };

    private static byte[] Whole(string path, byte[] start) => start.Length < HeaderBytes ? start : Read(path);

    private static InputException Unsupported(string place, ReadOnlySpan<byte> bytes)
    {
        if (ImageFormats.NameOther(bytes) is { } format)
        {
            return new(place, $"this is a picture in {format}, which is not read.", "Save it as PNG or JPEG.");
        }

        return FileSniff.StandIn(bytes) is var (problem, fix)
            ? new(place, problem, fix)
            : new(place, "the file is not a picture.", $"Pictures are {ImageFormats.All} files.");
    }

    private static ImageSize? SizeIn(ReadOnlyMemory<byte> start, string place) => ImageFormats.Detect(start.Span) switch
    {
        ImageFormat.PNG => PngHeader.Find(place, start),
        ImageFormat.JPEG => JpegStructure.FindFrame(place, start) is { } frame ? new(frame.Height, frame.Width) : null,
        ImageFormat.WebP => WebpDecoder.FindSize(place, start.Span),
        ImageFormat.GIF => GifFrame.Find(place, start)?.Canvas,
        ImageFormat.BMP => BmpHeader.Find(place, start.Span)?.Size,
        _ => null,
    };

    /// <summary>Reads a file, or its first bytes.</summary>
    /// <exception cref="InputException">The file is missing or cannot be read.</exception>
    internal static byte[] Read(string path, int? limit = null)
    {
        try
        {
            if (limit is not { } most)
            {
                return File.ReadAllBytes(path);
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var start = new byte[Math.Min(most, stream.Length)];
            return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "the picture does not exist.", inner: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"the picture cannot be read ({error.Message}).", inner: error);
        }
    }
}
