using System.Text.Json;

namespace LmmCl.MoE;

/// <summary>
/// How much of a stage's tokens each layer gave to the tuned expert. A step that was cut off is taken again after a resume, so the newest
/// step is counted only when another begins or the stage ends.
/// </summary>
internal sealed class ExpertUse : IDisposable
{
    private const string FileName = "expert-use.json";

    private Counts counts = new(0, [], []);
    private bool restored;

    // Figures of the newest step, read when they are wanted or another step begins: reading them at once would wait for the device.
    private readonly List<(int Step, LayerShares Shares)> unread = [];

    /// <summary>Counts a micro-batch.</summary>
    /// <param name="step">Its optimiser step.</param>
    /// <param name="shares">What the experts were given.</param>
    public void Add(int step, LayerShares shares)
    {
        if (unread is [var (newest, _), ..] && newest != step)
        {
            ReadAll();
        }

        unread.Add((step, shares));
    }

    /// <summary>Frees what was not read.</summary>
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

    /// <summary>Share of the tuned expert per layer, between 0 and 1, under <c>layer_0</c> and so on.</summary>
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

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
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

    /// <param name="Step">The newest step.</param>
    /// <param name="Newest">What it counted so far, by layer.</param>
    /// <param name="Before">What the steps before it counted.</param>
    private sealed record Counts(int Step, Dictionary<int, Share> Newest, Dictionary<int, Share> Before);
}
