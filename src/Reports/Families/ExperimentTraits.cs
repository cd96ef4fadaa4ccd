using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Sweeps;

namespace LmmCl.Reports.Families;

/// <summary>The traits that distinguish an experiment from others of its method, read from its recorded specification.</summary>
/// <param name="Family">Equal for experiments that differ only in learning rate and seed.</param>
/// <param name="LearningRate">Peak learning rate; null if not recorded.</param>
/// <param name="Seed">Seed for all randomness; null before the experiment has started.</param>
/// <param name="World">Hash of skills and benchmarks, which may be generated from a seed.</param>
/// <param name="Order">The study's name for the order of skills, else the list of skills.</param>
internal sealed record ExperimentTraits(string Family, double? LearningRate, long? Seed, string? World, string Order)
{
    public static ExperimentTraits Of(ExperimentStarted? started, string stream)
    {
        if (started is null)
        {
            return new ExperimentTraits(stream, null, null, null, "");
        }

        var spec = Parse(started.SpecJson);
        var training = spec["training"] as JsonObject;
        var (rate, world) = (training?["learning_rate"]?.GetValue<double>(), spec["world"]?.GetValue<string>());
        if (spec[ExperimentIdentity.Mixtures]?.GetValue<string>() is { } mixtures)
        {
            world += mixtures;
        }

        spec.Remove("seed");
        spec.Remove("world");
        spec.Remove(ExperimentIdentity.Mixtures);
        training?.Remove("seed");
        training?.Remove("learning_rate");
        var skills = started.Stages.Select(stage => stage.Skill).ToList();
        var benchmarks = started.Benchmarks.Select(benchmark => benchmark.Name).Distinct();
        var (order, asked) = (string.Join(' ', skills), string.Join(' ', benchmarks));
        var family = string.Join('\n', [started.Recipe, started.Method, started.BaseModelHash.Hex, order, asked, spec.ToJsonString()]);
        return new ExperimentTraits(family, rate, started.Seed, world, StudyOrders.NameOf(skills) ?? string.Join(" → ", skills));
    }

    /// <summary>Formats a learning rate for labels: 8e-4.</summary>
    public static string Say(double rate) => rate.ToString("0.####e-0", CultureInfo.InvariantCulture);

    private static JsonObject Parse(string json)
    {
        try
        {
            return ExperimentIdentity.Completed(JsonNode.Parse(json)) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
