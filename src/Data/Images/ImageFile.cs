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
    /// True to rotate a PNG or JPEG by its EXIF orientation. The published results used plain opening, which ignores it.
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
            ImageFormat.WebP => (WebpDecoder.Decode(place, bytes), default),
            ImageFormat.GIF => (GifDecoder.Decode(place, bytes), default),
            ImageFormat.BMP => (BmpDecoder.Decode(place, bytes), default),
            _ when bytes.IsEmpty => throw new InputException(place, "the file is empty.", "Copy or download it again."),
            _ => throw new InputException(place, "the file is not a picture.", $"Pictures are {ImageFormats.All} files."),
        };
        return applyExifOrientation ? ExifOrientation.Apply(image, ExifOrientation.Read(exif.Span)) : image;
    }

    /// <summary>Returns the size that <see cref="Decode(string, bool)"/> yields without rotation, from the file's header alone.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="InputException">
    /// The file is missing, of another format, or its header is truncated or damaged. Damaged pixels are not detected.
    /// </exception>
    public static ImageSize ReadSize(string path)
    {
        if (SizeIn(Read(path, HeaderBytes), path) is { } size)
        {
            return size;
        }

        // The header is longer or invalid: decode to find out.
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
