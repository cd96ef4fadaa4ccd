using LmmCl.Evaluation;

namespace LmmCl.Audit.Leftovers;

/// <summary>The leftovers of one run folder.</summary>
/// <param name="Experiment">The folder's name.</param>
/// <param name="Leftovers">Files and folders that no event needs.</param>
/// <param name="LeftAlone">The reason why nothing in the folder may be deleted; null if the leftovers may.</param>
/// <param name="Hold">Lock that keeps others from running the experiment meanwhile.</param>
internal sealed record RunGarbage(
    string Experiment, IReadOnlyList<Leftover> Leftovers, string? LeftAlone = null, IDisposable? Hold = null) : IDisposable
{
    /// <summary>Total size of the leftovers.</summary>
    public long Bytes => Leftovers.Sum(leftover => leftover.Bytes);

    /// <summary>Writes a line for the experiment and one per leftover; nothing if there is nothing to report.</summary>
    public void Write(TextWriter output)
    {
        if (LeftAlone is not null)
        {
            output.WriteLine($"{Experiment}: left alone, {LeftAlone}");
        }
        else if (Leftovers.Count > 0)
        {
            output.WriteLine($"{Experiment}: {Sum(Leftovers.Count, Bytes)}");
            foreach (var leftover in Leftovers)
            {
                output.WriteLine($"  {leftover.Name}, {Figures.Size(leftover.Bytes)}: {leftover.Reason}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Hold?.Dispose();

    /// <summary>Formats a total like <c>3 leftovers, 12.3 MB</c>.</summary>
    public static string Sum(int count, long bytes) => $"{count} leftover{(count == 1 ? "" : "s")}, {Figures.Size(bytes)}";
}
