using LmmCl.Abstractions;
using LmmCl.Data.Images.Exif;
using LmmCl.Data.Images.Jpeg;
using LmmCl.Data.Images.Png;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Data.Images;

/// <summary>Decodes picture files (PNG and JPEG) to RGB. The format is told by the content, never by the file's name.</summary>
public static class ImageFile
{
    /// <summary>Holds the sizes of nearly all pictures: those of JPEG files come after what cameras and editors put first.</summary>
    private const int HeaderBytes = 64 << 10;

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">The file; its name opens every error message.</param>
    /// <param name="applyExifOrientation">
    /// Turns the picture by its EXIF orientation. Plain opening, which published results used, ignores it.
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
        var format = ImageFormats.Detect(bytes.Span);
        var (image, exif) = format switch
        {
            ImageFormat.PNG => DecodePng(bytes, place),
            ImageFormat.JPEG => JpegDecoder.Decode(bytes, place),
            ImageFormat.Unknown when bytes.IsEmpty => throw new InputException(place, "the file is empty.", "Copy or download it again."),
            ImageFormat.Unknown => throw new InputException(place, "the file is not a picture.", "Pictures are PNG or JPEG files."),
            _ => throw new InputException(place, $"{format} pictures are not supported yet.", "Convert it to PNG or JPEG."),
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
        ImageFormat.PNG => PngChunks.FindHeader(place, start) is { } header ? new(header.Height, header.Width) : null,
        ImageFormat.JPEG => JpegStructure.FindFrame(place, start) is { } frame ? new(frame.Height, frame.Width) : null,
        _ => null,
    };

    private static (RgbImage Image, ReadOnlyMemory<byte> Exif) DecodePng(ReadOnlyMemory<byte> bytes, string place)
    {
        var chunks = PngChunks.Read(place, bytes);
        return (PngDecoder.Decode(place, chunks), chunks.Exif);
    }

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
