using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;
using LmmCl.Reports.Formats;
using LmmCl.Reports.History;

namespace LmmCl.Reports.Frames;

/// <summary>
/// The document behind the page's time slider: how an experiment's report changed with each event, from the fold of
/// <c>lmmcl report --as-of</c>. Takes one event after another, so that a service can keep it and read only what is new.
/// </summary>
/// <param name="experiment">Name of the experiment.</param>
internal sealed class ExperimentFrames(string experiment)
{
    private readonly JsonArray frames = [];
    private readonly JsonObject events = [];
    private readonly SortedDictionary<int, StageCurve> curves = [];
    private ReportModels models = ReportModels.Empty;
    private JsonObject keyed = [];

    /// <summary>The last event taken; null before the first.</summary>
    public StoredEvent? Last { get; private set; }

    /// <summary>The data of the report after the last event taken, without training curves.</summary>
    public ReportData Data => models.ToData(experiment, Last?.Sequence ?? 0);

    /// <summary>Reads an experiment's history up to a point in time, verifying all of its hash chain, and builds the document.</summary>
    /// <exception cref="LmmCl.Abstractions.InputException">The history was altered.</exception>
    public static async Task<ExperimentFrames> ReadAsync(
        IEventLog log, string experiment, AsOf asOf = default, CancellationToken ct = default)
    {
        var built = new ExperimentFrames(experiment);
        var ended = false;
        await foreach (var stored in log.ReadVerifiedAsync(experiment, ct))
        {
            if (ended)
                continue;
            ended = !asOf.Includes(Recorded(stored));
            if (!ended)
                built.Take(stored);
        }

        return built;
    }

    /// <summary>Takes what was appended since, verifying the chain from the last event on. True if there was something new.</summary>
    /// <exception cref="LmmCl.Abstractions.InputException">The history was altered.</exception>
    public async Task<bool> ReadOnAsync(IEventLog log, CancellationToken ct = default)
    {
        var before = Last;
        await foreach (var stored in log.ReadVerifiedAsync(experiment, before, ct))
            Take(stored);
        return Last != before;
    }

    /// <summary>Takes the next event of the experiment. The caller has verified its hash.</summary>
    public void Take(StoredEvent stored)
    {
        var recorded = Recorded(stored);
        Last = stored;
        if (recorded.What is TrainingProgressed progressed)
            Curve(progressed.Stage).Take(progressed, stored);
        var before = models;
        models = before.Apply(recorded);
        if (!models.HaveSameReport(before))
            TakeFrame(stored, recorded);
    }

    /// <summary>The document as JSON. <c>verified</c>: the chain was verified up to <c>head</c> when the document was built.</summary>
    public JsonObject ToJson()
    {
        var all = (JsonObject)events.DeepClone();
        var drawn = new JsonObject();
        foreach (var (stage, curve) in curves)
            drawn[$"{stage}"] = curve.ToJson(all, curves.Count);
        return new JsonObject
        {
            ["experiment"] = experiment,
            ["verified"] = true,
            ["head"] = Last is null ? null : new JsonObject
            {
                ["sequence"] = Last.Sequence,
                ["version"] = Last.Version,
                ["hash"] = Convert.ToHexStringLower(Last.Hash.Span),
            },
            ["plan"] = ReportPlan.Of(models),
            ["frames"] = frames.DeepClone(),
            ["curves"] = drawn,
            ["events"] = all,
        };
    }

    /// <summary>The same as compact JSON text.</summary>
    public string ToText() => ToJson().ToJsonString(FrameText.Options);

    private static RecordedEvent Recorded(StoredEvent stored) => new(stored.Sequence, stored.Version, stored.Timestamp, stored.Decode());

    private void TakeFrame(StoredEvent stored, RecordedEvent recorded)
    {
        var next = KeyedReport.Of(JsonFormat.Experiment(models.ToData(experiment, stored.Sequence)));
        var delta = MergePatch.Between(keyed, next);
        keyed = next;
        if (delta.Count == 0)
            return;
        events[$"{stored.Sequence}"] = FrameText.Event(stored);
        frames.Add((JsonNode)new JsonObject
        {
            ["sequence"] = stored.Sequence,
            ["at"] = FrameText.Time(stored.Timestamp),
            ["kind"] = stored.Type,
            ["hash"] = Convert.ToHexStringLower(stored.Hash.Span),
            ["sentence"] = EventSentences.Say(recorded.What),
            ["report"] = delta,
        });
    }

    private StageCurve Curve(StageId stage)
    {
        if (!curves.TryGetValue(stage.Number, out var curve))
            curves[stage.Number] = curve = new StageCurve();
        return curve;
    }
}
