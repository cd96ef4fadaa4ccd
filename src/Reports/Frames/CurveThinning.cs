namespace LmmCl.Reports.Frames;

/// <summary>
/// Thins long training curves for drawing. Each bucket of neighbouring points keeps the one with the smallest and the one with the largest
/// loss, so that every point shown was recorded and no spike is lost.
/// </summary>
internal static class CurveThinning
{
    /// <summary>At most about this many points, in their order, with the first and the last.</summary>
    internal static IReadOnlyList<CurvePoint> Thin(IReadOnlyList<CurvePoint> points, int most)
    {
        if (points.Count <= most)
            return points;
        var buckets = Math.Max(1, (most - 2) / 2);
        var kept = new SortedSet<int> { 0, points.Count - 1 };
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var (from, to) = ((int)((long)bucket * points.Count / buckets), (int)((long)(bucket + 1) * points.Count / buckets));
            var (least, largest) = (from, from);
            for (var i = from; i < to; i++)
            {
                if (points[i].Point.Loss < points[least].Point.Loss)
                    least = i;

                // A loss that is not a number is the most important one to keep.
                if (points[i].Point.Loss > points[largest].Point.Loss || double.IsNaN(points[i].Point.Loss))
                    largest = i;
            }

            kept.Add(least);
            kept.Add(largest);
        }

        return [.. kept.Select(i => points[i])];
    }
}
