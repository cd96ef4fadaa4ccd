using LmmCl.Abstractions;
using LmmCl.Data.Images.Exif;
using LmmCl.Data.Images.Jpeg;
using LmmCl.Data.Images.Png;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.Images;

/// <summary>Decodes picture files (PNG and JPEG) to RGB. The format is told by the content, never by the file's name.</summary>
public static class ImageFile
{
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

    private static (RgbImage Image, ReadOnlyMemory<byte> Exif) DecodePng(ReadOnlyMemory<byte> bytes, string place)
    {
        var chunks = PngChunks.Read(place, bytes);
        return (PngDecoder.Decode(place, chunks), chunks.Exif);
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
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
