using System.Collections.Concurrent;
using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.Batches;

/// <summary>
/// Decodes pictures and makes of them what a vision tower takes, remembering as many as fit into <paramref name="memory"/>:
/// a test picture is asked for after every stage. Safe to use from several threads at once.
/// </summary>
/// <param name="processor">The model family's image processor.</param>
/// <param name="memory">Bytes of pixel values kept; what does not fit is made again each time.</param>
public sealed class PictureReader(IImageProcessor processor, long memory = 512L << 20)
{
    private readonly ConcurrentDictionary<(string Path, bool Untiled), ProcessedImage> kept = new();
    private long used;

    /// <summary>The processed picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="untiled">It is one of several in its prompt.</param>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public ProcessedImage Read(string path, bool untiled)
    {
        if (kept.TryGetValue((path, untiled), out var known))
        {
            return known;
        }

        var picture = processor.Process(ImageFile.Decode(path), untiled);
        var size = (long)picture.PixelValues.Length * sizeof(float);
        if (Interlocked.Add(ref used, size) > memory || !kept.TryAdd((path, untiled), picture))
        {
            Interlocked.Add(ref used, -size);
        }

        return picture;
    }

    /// <summary>Size and crops of the processed picture, from the file's header where that says its size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="untiled">It is one of several in its prompt.</param>
    /// <exception cref="InputException">
    /// The file is missing, no picture, or its header is damaged. Damaged pixels are not looked at.
    /// </exception>
    public ImageExtent Extent(string path, bool untiled)
    {
        if (kept.TryGetValue((path, untiled), out var known))
        {
            return known.Extent;
        }

        var size = ImageFile.ReadSize(path);
        return new(size.Height, size.Width, processor.Crops(size, untiled));
    }
}
