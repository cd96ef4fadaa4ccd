namespace LmmCl.Reports.Html;

/// <summary>Separates overlapping labels, moving each as little as possible.</summary>
internal static class EndLabels
{
    /// <summary>
    /// Positions for labels that prefer to be at <paramref name="wanted"/>, at least <paramref name="gap"/> apart, within the bounds if
    /// they fit.
    /// </summary>
    internal static double[] Spread(IReadOnlyList<double> wanted, double gap, double top, double bottom)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ToArray();
        var places = new double[wanted.Count];
        var blocks = new List<(double Centre, int First, int Count)>();
        for (var i = 0; i < order.Length; i++)
        {
            var block = (Centre: wanted[order[i]], First: i, Count: 1);
            while (blocks.Count > 0 && block.Centre - (gap * block.Count / 2) < blocks[^1].Centre + (gap * blocks[^1].Count / 2))
            {
                var above = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                var count = above.Count + block.Count;
                block = (((above.Centre * above.Count) + (block.Centre * block.Count)) / count, above.First, count);
            }

            var half = gap * block.Count / 2;
            block.Centre = Math.Max(top + half, Math.Min(bottom - half, block.Centre));
            blocks.Add(block);
        }

        foreach (var (centre, first, count) in blocks)
            for (var i = 0; i < count; i++)
                places[order[first + i]] = centre + (gap * (i - ((count - 1) / 2.0)));
        return places;
    }
}
