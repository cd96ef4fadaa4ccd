using System.Collections.Concurrent;
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
    /// <exception cref="Abstractions.InputException">The file is missing or damaged.</exception>
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
}
