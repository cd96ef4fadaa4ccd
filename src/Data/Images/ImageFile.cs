using LmmCl.Abstractions;
using LmmCl.Data.Images.Bmp;
using LmmCl.Data.Images.Exif;
using LmmCl.Data.Images.Gif;
using LmmCl.Data.Images.Jpeg;
using LmmCl.Data.Images.Png;
using LmmCl.Data.Images.Webp;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Data.Images;

/// <summary>
/// Decodes picture files (PNG, JPEG, WebP, GIF and BMP) to RGB; of animations, the first picture. The format is told by the content,
/// never by the file's name.
/// </summary>
public static class ImageFile
{
    /// <summary>Holds the sizes of nearly all pictures: those of JPEG files come after what cameras and editors put first.</summary>
    private const int HeaderBytes = 64 << 10;

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">The file; its name opens every error message.</param>
    /// <param name="applyExifOrientation">
    /// Turns a PNG or JPEG picture by its EXIF orientation. Plain opening, which published results used, ignores it.
    /// </param>
    /// <exception cref="InputException">The file is missing, of another format, truncated or damaged.</exception>
    public static RgbImage Decode(string path, bool applyExifOrientation = false) => Decode(Read(path), path, applyExifOrientation);

    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="place">What to call it in error messages.</param>
    /// <param name="applyExifOrientation">As above.</param>
    /// <exception cref="InputException">The bytes are of another format, truncated or damaged.</exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> bytes, string place, bool applyExifOrientation = false)
    {
        var (image, exif) = ImageFormats.Detect(bytes.Span) switch
        {
            ImageFormat.PNG => PngDecoder.Decode(place, bytes),
            ImageFormat.JPEG => JpegDecoder.Decode(place, bytes),
            ImageFormat.WebP => (WebpDecoder.Decode(place, bytes), default),
            ImageFormat.GIF => (GifDecoder.Decode(place, bytes), default),
            ImageFormat.BMP => (BmpDecoder.Decode(place, bytes), default),
            _ when bytes.IsEmpty => throw new InputException(place, "the file is empty.", "Copy or download it again."),
            _ => throw new InputException(place, "the file is not a picture.", $"Pictures are {ImageFormats.All} files."),
        };
        return applyExifOrientation ? ExifOrientation.Apply(image, ExifOrientation.Read(exif.Span)) : image;
    }

    /// <summary>
    /// The size that <see cref="Decode(string, bool)"/> gives a picture that is not turned, from the file's header alone.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">
    /// The file is missing, of another format, or its header is cut off or damaged. Damaged pixels are not looked at.
    /// </exception>
    public static ImageSize ReadSize(string path)
    {
        if (SizeIn(Read(path, HeaderBytes), path) is { } size)
        {
            return size;
        }

        // A header that is longer, or wrong: decoding tells.
        var image = Decode(path);
        return new(image.Height, image.Width);
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

    private static byte[] Read(string path, int? limit = null)
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
