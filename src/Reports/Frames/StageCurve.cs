using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.EventStore;

namespace LmmCl.Reports.Frames;

/// <summary>The training curve of one stage, in order of events. A step that was repeated after a resume is there twice.</summary>
internal sealed class StageCurve
{
    /// <summary>Points drawn per experiment, over all its stages; a chart on a screen shows no more.</summary>
    private const int MostOfAllStages = 3000;

    private const int LeastOfOneStage = 200;

    private readonly List<CurvePoint> points = [];
    private readonly Dictionary<long, StoredEvent> sources = [];
    private int totalSteps;

    /// <summary>Takes the points of an event.</summary>
    internal void Take(TrainingProgressed progressed, StoredEvent stored)
    {
        totalSteps = progressed.TotalSteps;
        sources[stored.Sequence] = stored with { Data = default };
        points.AddRange(progressed.Points.Select(point => new CurvePoint(stored.Sequence, point)));
    }

    /// <summary>The curve as columns; adds the events of its points to <paramref name="events"/>.</summary>
    internal JsonObject ToJson(JsonObject events, int stages)
    {
        var drawn = CurveThinning.Thin(points, Math.Max(LeastOfOneStage, MostOfAllStages / stages));
        foreach (var sequence in drawn.Select(point => point.Sequence).Distinct())
            events[$"{sequence}"] = FrameText.Event(sources[sequence]);
        return new JsonObject
        {
            ["totalSteps"] = totalSteps,
            ["points"] = points.Count,
            ["sequence"] = Column(drawn, point => point.Sequence),
            ["step"] = Column(drawn, point => point.Point.Step),
            ["loss"] = Column(drawn, point => FrameText.Rounded(point.Point.Loss)),
            ["learningRate"] = Column(drawn, point => FrameText.Rounded(point.Point.LearningRate)),
            ["gradientNorm"] = Column(drawn, point => FrameText.Rounded(point.Point.GradientNorm)),
        };
    }

    private static JsonArray Column(IReadOnlyList<CurvePoint> points, Func<CurvePoint, JsonNode?> value) =>
        new([.. points.Select(value)]);
}
