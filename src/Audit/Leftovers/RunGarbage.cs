using LmmCl.Evaluation;

namespace LmmCl.Audit.Leftovers;

/// <summary>What can go of one run folder.</summary>
/// <param name="Experiment">The folder's name.</param>
/// <param name="Leftovers">What no event needs.</param>
/// <param name="LeftAlone">Why nothing of the folder is touched, in words; null where what is listed may go.</param>
/// <param name="Hold">Keeps others from running the experiment meanwhile.</param>
internal sealed record RunGarbage(
    string Experiment, IReadOnlyList<Leftover> Leftovers, string? LeftAlone = null, IDisposable? Hold = null) : IDisposable
{
    /// <summary>Size of all of it.</summary>
    public long Bytes => Leftovers.Sum(leftover => leftover.Bytes);

    /// <summary>A line for the experiment and one for each leftover; nothing where there is nothing to say.</summary>
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

    /// <summary><c>3 leftovers, 12.3 MB</c>.</summary>
    public static string Sum(int count, long bytes) => $"{count} leftover{(count == 1 ? "" : "s")}, {Figures.Size(bytes)}";
}
