using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Modeling.Memory;

namespace LmmCl.Runs.Planning;

/// <summary>The pictures of an experiment by size, read from the headers of their files.</summary>
internal sealed class PlannedPictures(PictureReader reader, ISizedModel? model)
{
    private readonly Dictionary<(string Path, bool Untiled), ImageExtent> known = [];

    /// <summary>Pixel values of all pictures so far, in bytes.</summary>
    public long Bytes => known.Count == 0 ? 0 : sizeof(float) * (model?.Vision([.. known.Values])?.Pixels ?? 0);

    /// <summary>The extents of the pictures of one example.</summary>
    public IEnumerable<ImageExtent> Of(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            var key = (path, paths.Count > 1);
            if (!known.TryGetValue(key, out var extent))
            {
                known[key] = extent = reader.Extent(path, key.Item2);
            }

            yield return extent;
        }
    }
}
