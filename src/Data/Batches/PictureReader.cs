using System.Collections.Concurrent;
using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.Batches;

/// <summary>
/// Decodes and preprocesses images, caching as many as fit into <paramref name="memory"/>, because test images are requested after every
/// stage. Thread-safe.
/// </summary>
/// <param name="processor">The model family's image processor.</param>
/// <param name="memory">Cache size in bytes of pixel values; images that do not fit are processed again each time.</param>
public sealed class PictureReader(IImageProcessor processor, long memory = 512L << 20)
{
    private readonly ConcurrentDictionary<(string Path, bool Untiled), ProcessedImage> kept = new();
    private long used;

    /// <summary>Called with path and content of a file before it is decoded, to refuse it by an exception; null to accept all.</summary>
    public Action<string, ReadOnlyMemory<byte>>? Check { get; set; }

    /// <summary>True to rotate images by their EXIF orientation, as image viewers do; set it before the first image is read.</summary>
    public bool TurnsUpright { get; set; }

    /// <summary>Returns the processed image.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="untiled">True if it is one of several images in its prompt.</param>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public ProcessedImage Read(string path, bool untiled)
    {
        if (kept.TryGetValue((path, untiled), out var known))
        {
            return known;
        }

        var content = ImageFile.Read(path);
        Check?.Invoke(path, content);
        var picture = processor.Process(ImageFile.Decode(content, path, TurnsUpright), untiled);
        var size = (long)picture.PixelValues.Length * sizeof(float);
        if (Interlocked.Add(ref used, size) > memory || !kept.TryAdd((path, untiled), picture))
        {
            Interlocked.Add(ref used, -size);
        }

        return picture;
    }

    /// <summary>Returns the size and number of crops of the processed image, from the file's header if it states the size.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="untiled">True if it is one of several images in its prompt.</param>
    /// <exception cref="InputException">
    /// The file is missing, is not an image, or its header is damaged. Damaged pixels are not detected.
    /// </exception>
    public ImageExtent Extent(string path, bool untiled)
    {
        if (kept.TryGetValue((path, untiled), out var known))
        {
            return known.Extent;
        }

        return processor.Extent(ImageFile.ReadSize(path, TurnsUpright), untiled);
    }
}
