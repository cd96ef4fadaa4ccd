using System.Text.Json.Nodes;
using LmmCl.Events;

namespace LmmCl.Host.Api;

/// <summary>One experiment with what it was started with.</summary>
internal sealed record ExperimentDetail : ExperimentItem
{
    /// <param name="item">Its state, as in lists.</param>
    /// <param name="started">Its first event; null before it is started.</param>
    public ExperimentDetail(ExperimentItem item, ExperimentStarted? started)
        : base(item)
    {
        Specification = started is null ? null : SpecificationItem.Of(started);
        var address = $"/api/experiments/{Uri.EscapeDataString(item.Experiment)}";
        Links = new Dictionary<string, string>
        {
            ["self"] = address,
            ["timeline"] = $"{address}/timeline",
            ["report"] = $"{address}/report",
            ["frames"] = $"{address}/frames",
            ["answers"] = $"{address}/answers/{{benchmark}}",
            ["events"] = $"/api/events?experiment={Uri.EscapeDataString(item.Experiment)}",
            ["stream"] = $"/api/events/stream?experiment={Uri.EscapeDataString(item.Experiment)}",
        };
    }

    /// <summary>Its specification; null before it is started.</summary>
    public SpecificationItem? Specification { get; }

    /// <summary>Addresses of what else there is about it.</summary>
    public IReadOnlyDictionary<string, string> Links { get; }
}

/// <summary>The specification of a started experiment.</summary>
/// <param name="BaseModel">Name of the base model.</param>
/// <param name="BaseModelHash">Hash of the base model.</param>
/// <param name="AsPublished">True if published behaviour is reproduced.</param>
/// <param name="Stages">The skills in order.</param>
/// <param name="Benchmarks">The benchmarks.</param>
/// <param name="Spec">The specification that decides the outcome.</param>
/// <param name="Environment">The environment it was started in.</param>
/// <param name="Plugins">The plugins, with the hashes of their files.</param>
/// <param name="Hardware">The hardware it was started on.</param>
internal sealed record SpecificationItem(
    string BaseModel,
    string BaseModelHash,
    bool AsPublished,
    IReadOnlyList<StageItem> Stages,
    IReadOnlyList<BenchmarkEntry> Benchmarks,
    JsonNode? Spec,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<PluginPart> Plugins,
    HardwareFound Hardware)
{
    /// <summary>The specification in an experiment's first event.</summary>
    public static SpecificationItem Of(ExperimentStarted started) => new(
        started.BaseModel,
        started.BaseModelHash.Hex,
        started.AsPublished,
        [.. started.Stages.Select(stage => new StageItem(stage.Stage.Number, stage.Skill, stage.Benchmark))],
        [.. started.Benchmarks.DistinctBy(benchmark => benchmark.Name).Select(benchmark => new BenchmarkEntry(
            benchmark.Name, benchmark.Group == BenchmarkGroup.Target ? "target" : "heldOut"))],
        ParseOrNull(started.SpecJson),
        started.Environment,
        [.. started.Plugins.Select(plugin => new PluginPart(plugin.Id, plugin.Version, plugin.Files.Hex))],
        started.Hardware);

    private static JsonNode? ParseOrNull(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}

/// <summary>A planned stage.</summary>
/// <param name="Stage">Its number, from 1.</param>
/// <param name="Skill">The skill it teaches.</param>
/// <param name="Benchmark">The benchmark that measures the skill.</param>
internal sealed record StageItem(int Stage, string Skill, string Benchmark);

/// <summary>A planned benchmark.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Group">target or heldOut.</param>
internal sealed record BenchmarkEntry(string Name, string Group);

/// <summary>A plugin that an experiment used.</summary>
/// <param name="Id">Id of the plugin.</param>
/// <param name="Version">Its version.</param>
/// <param name="Hash">Hash of its files.</param>
internal sealed record PluginPart(string Id, string Version, string Hash);
