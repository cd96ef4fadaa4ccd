using System.Text.Json;

namespace LmmCl.MoE;

/// <summary>
/// Fraction of a stage's tokens that each layer routed to the tuned expert. An interrupted step is repeated after a resume, so the latest
/// step is counted only once another begins or the stage ends.
/// </summary>
internal sealed class ExpertUse : IDisposable
{
    private const string FileName = "expert-use.json";

    private Counts counts = new(0, [], []);
    private bool restored;

    // Read lazily, when requested or when another step begins: reading immediately would wait for the device.
    private readonly List<(int Step, LayerShares Shares)> unread = [];

    /// <summary>Adds a micro-batch.</summary>
    /// <param name="step">Optimiser step of the micro-batch.</param>
    /// <param name="shares">Tokens routed to the experts.</param>
    public void Add(int step, LayerShares shares)
    {
        if (unread is [var (newest, _), ..] && newest != step)
        {
            ReadAll();
        }

        unread.Add((step, shares));
    }

    /// <summary>Frees the unread figures.</summary>
    public void Dispose()
    {
        unread.ForEach(item => item.Shares.Dispose());
        unread.Clear();
    }

    private void ReadAll()
    {
        foreach (var (step, shares) in unread)
        {
            Count(step, shares.Read());
        }

        Dispose();
    }

    private void Count(int step, IReadOnlyDictionary<int, (double Tuned, double Tokens)> shares)
    {
        if (step != counts.Step)
        {
            counts = new(step, [], Sum(counts.Before, counts.Newest));
        }
        else if (restored)
        {
            counts = counts with { Newest = [] };
        }

        restored = false;
        var added = shares.ToDictionary(layer => layer.Key, layer => new Share(layer.Value.Tuned, layer.Value.Tokens));
        counts = counts with { Newest = Sum(counts.Newest, added) };
    }

    /// <summary>Returns the tuned expert's share per layer, between 0 and 1, under <c>layer_0</c> and so on.</summary>
    public IReadOnlyDictionary<string, double> Means()
    {
        ReadAll();
        return Sum(counts.Before, counts.Newest)
            .ToDictionary(layer => $"layer_{layer.Key}", layer => layer.Value.Tuned / Math.Max(1, layer.Value.Tokens));
    }

    /// <summary>Writes the counts.</summary>
    public void Save(string folder)
    {
        ReadAll();
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(counts));
    }

    /// <summary>Restores the counts written by <see cref="Save"/>.</summary>
    public void Restore(string folder)
    {
        counts = JsonSerializer.Deserialize<Counts>(File.ReadAllText(Path.Combine(folder, FileName)))!;
        restored = true;
    }

    private static Dictionary<int, Share> Sum(Dictionary<int, Share> left, Dictionary<int, Share> right) =>
        left.Keys.Union(right.Keys).Order()
            .ToDictionary(layer => layer, layer => left.GetValueOrDefault(layer) + right.GetValueOrDefault(layer));

    private readonly record struct Share(double Tuned, double Tokens)
    {
        public static Share operator +(Share left, Share right) => new(left.Tuned + right.Tuned, left.Tokens + right.Tokens);
    }

    /// <param name="Step">The latest step.</param>
    /// <param name="Newest">Counts of that step so far, by layer.</param>
    /// <param name="Before">Counts of all earlier steps.</param>
    private sealed record Counts(int Step, Dictionary<int, Share> Newest, Dictionary<int, Share> Before);
}
