using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Modeling.Artifacts;

/// <summary>A range of a file that becomes one piece.</summary>
/// <param name="Begin">First byte.</param>
/// <param name="Size">Number of bytes.</param>
/// <param name="Tensor">Name of the tensor; null for other bytes.</param>
internal sealed record FilePart(long Begin, long Size, string? Tensor = null)
{
    /// <summary>Divides a safetensors file into its header and its tensors; any other file is one part.</summary>
    public static IReadOnlyList<FilePart> Of(string path)
    {
        var length = new FileInfo(path).Length;
        if (!path.EndsWith(".safetensors", StringComparison.Ordinal))
        {
            return [new FilePart(0, length)];
        }

        try
        {
            using var file = SafetensorsFile.Open(path);

            // Tensors follow each other without a gap up to the end of the file.
            var data = length - file.Entries.Values.Select(entry => entry.End).DefaultIfEmpty().Max();
            return
            [
                new FilePart(0, data),
                .. file.Entries.Values
                    .Where(entry => entry.End > entry.Begin)
                    .OrderBy(entry => entry.Begin)
                    .Select(entry => new FilePart(data + entry.Begin, entry.End - entry.Begin, entry.Name)),
            ];
        }
        catch (InputException)
        {
            // A method may store tensor types that this reader does not support; treat the file as one part.
            return [new FilePart(0, length)];
        }
    }
}
