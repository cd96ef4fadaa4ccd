namespace LmmCl.Reports.Html;

/// <summary>Places labels beside the points that they name, without covering markers, lines or other labels.</summary>
/// <param name="left">Left edge of the plot area.</param>
/// <param name="top">Upper edge of the plot area.</param>
/// <param name="right">Right edge of the plot area.</param>
/// <param name="bottom">Lower edge of the plot area.</param>
internal sealed class LabelPlacer(double left, double top, double right, double bottom)
{
    private const double LineCost = 40;
    // Higher than the cost of the least preferred place, so that a free place always wins.
    private const double OverlapCost = 100;

    // Sides of a point in order of preference: right, left, above, below, then the diagonals.
    private static readonly (double X, double Y)[] sides =
    [
        (1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.8), (0.8, 0.8), (-0.8, -0.8), (-0.8, 0.8),
        (0.95, -0.4), (0.95, 0.4), (-0.95, -0.4), (-0.95, 0.4),
    ];

    private static readonly double[] distances = [12, 20, 32, 48, 70, 96, 128];

    private readonly List<Box> taken = [];
    private readonly List<(double X1, double Y1, double X2, double Y2)> lines = [];

    /// <summary>Reserves a marker, which labels must not cover.</summary>
    public void Keep(double x, double y, double size) => taken.Add(new Box(x - size, y - size, x + size, y + size));

    /// <summary>Reserves a line, which labels should not cross.</summary>
    public void KeepLine(IReadOnlyList<(double X, double Y)> points) =>
        lines.AddRange(points.Zip(points.Skip(1), (a, b) => (a.X, a.Y, b.X, b.Y)));

    /// <summary>
    /// Finds and reserves the best place for a label near one of several points; null if every place covers something and the label is
    /// optional.
    /// </summary>
    /// <param name="width">The label's width.</param>
    /// <param name="height">The label's height.</param>
    /// <param name="anchors">The candidate points to label.</param>
    /// <param name="optional">True to omit the label rather than draw it over something.</param>
    public LabelPlace? Find(double width, double height, IReadOnlyList<(double X, double Y)> anchors, bool optional)
    {
        var candidates =
            from anchor in anchors
            from step in Enumerable.Range(0, optional ? 2 : distances.Length)
            from side in Enumerable.Range(0, sides.Length)
            let box = Beside(anchor, sides[side], distances[step], width, height)
            where box.X1 >= left && box.X2 <= right && box.Y1 >= top && box.Y2 <= bottom
            select (Cost: Covers(box), Liking: (6 * step) + side, Box: box, Anchor: anchor);
        var (_, _, best, at) = candidates
            .Where(candidate => candidate.Cost == 0 || !optional)
            .OrderBy(candidate => candidate.Cost + candidate.Liking)
            .FirstOrDefault();
        if (best is null)
        {
            return null;
        }

        taken.Add(best);
        return new LabelPlace(best.X1, (best.Y1 + best.Y2) / 2, best.X2, at.X, at.Y);
    }

    private static Box Beside((double X, double Y) anchor, (double X, double Y) side, double distance, double width, double height)
    {
        var (x, y) = (anchor.X + (side.X * distance), anchor.Y + (side.Y * (distance + (height / 4))));
        var start = side.X > 0 ? x : side.X < 0 ? x - width : x - (width / 2);
        return new Box(start, y - (height / 2), start + width, y + (height / 2));
    }

    private double Covers(Box box) =>
        taken.Select(box.Overlap).Where(area => area > 0).Sum(area => OverlapCost + area) + (LineCost * lines.Count(box.Meets));

    private sealed record Box(double X1, double Y1, double X2, double Y2)
    {
        public double Overlap(Box other) =>
            Math.Max(0, Math.Min(X2, other.X2) - Math.Max(X1, other.X1)) * Math.Max(0, Math.Min(Y2, other.Y2) - Math.Max(Y1, other.Y1));

        /// <summary>True if a segment of the line lies inside (Liang-Barsky clipping).</summary>
        public bool Meets((double X1, double Y1, double X2, double Y2) line)
        {
            var (dx, dy) = (line.X2 - line.X1, line.Y2 - line.Y1);
            var (enters, leaves) = (0.0, 1.0);
            foreach (var (p, q) in ((double, double)[])[(-dx, line.X1 - X1), (dx, X2 - line.X1), (-dy, line.Y1 - Y1), (dy, Y2 - line.Y1)])
            {
                if (p == 0 && q < 0)
                    return false;
                if (p < 0)
                    enters = Math.Max(enters, q / p);
                if (p > 0)
                    leaves = Math.Min(leaves, q / p);
            }

            return enters <= leaves;
        }
    }
}

/// <summary>The position of a label.</summary>
/// <param name="X">Left end of the text.</param>
/// <param name="Y">Vertical centre of the text.</param>
/// <param name="End">Right end of the text.</param>
/// <param name="AnchorX">X coordinate of the labelled point.</param>
/// <param name="AnchorY">Y coordinate of the labelled point.</param>
internal sealed record LabelPlace(double X, double Y, double End, double AnchorX, double AnchorY)
{
    /// <summary>The position in the text nearest to the point, and its distance.</summary>
    public (double X, double Distance) Nearest
    {
        get
        {
            var x = Math.Clamp(AnchorX, X, End);
            return (x, Math.Sqrt(((AnchorX - x) * (AnchorX - x)) + ((AnchorY - Y) * (AnchorY - Y))));
        }
    }
}
