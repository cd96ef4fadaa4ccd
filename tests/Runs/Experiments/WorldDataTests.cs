using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Runs.Tests.Experiments;

/// <summary>Which files of a world make an experiment what it is.</summary>
public sealed class WorldDataTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string PlainTrain = "train: pathvqa/train.json";
    private const string Strategy = "sampling_strategy: first:2";

    [Fact]
    public void The_hash_of_plain_files_is_that_of_earlier_records()
    {
        using var copy = new CopiedWorld(world);

        var json = JsonNode.Parse(Plan(copy).Identity.Json)!.AsObject();

        string[] names = ["short.yaml", "pathvqa/train.json", "pathvqa/test.json", "ai2d/test.json", "docvqa/test.json"];
        var lines = names.Order(StringComparer.Ordinal).Select(name => $"{name} {ContentHash.OfFile(Path.Combine(copy.Folder, name))}\n");
        Assert.Equal(ContentHash.Of(string.Concat(lines)).Hex, (string?)json["world"]);
        Assert.False(json.ContainsKey("mixtures"));
    }

    [Fact]
    public void Every_choice_of_a_brace_form_counts()
    {
        using var copy = new CopiedWorld(world);
        var train = Path.Combine(copy.Folder, "pathvqa", "train.json");
        File.Copy(train, Path.Combine(copy.Folder, "pathvqa", "part-a.json"));
        var second = Path.Combine(copy.Folder, "pathvqa", "part-b.json");
        File.Copy(train, second);
        CopiedWorld.Rewrite(copy.Short, PlainTrain, "train: pathvqa/part-{a,b}.json");
        var before = Plan(copy);
        var (identity, data) = (before.Identity, before.StageStarted(new StageId(1), new ExperimentProgress()));

        CopiedWorld.Rewrite(second, "\"yes\"", "\"no\"");

        var after = Plan(copy);
        Assert.Contains("world was ", after.Identity.DifferenceFrom(identity.Json), StringComparison.Ordinal);
        Assert.NotEqual(data.Data, after.StageStarted(new StageId(1), new ExperimentProgress()).Data);
        Assert.Equal(32, data.Samples);
    }

    [Fact]
    public void A_part_of_a_mixture_counts_unless_the_record_is_older_than_that()
    {
        using var copy = new CopiedWorld(world);
        File.WriteAllText(Path.Combine(copy.Folder, "mix.yaml"), $"datasets:\n  - json_path: pathvqa/train.json\n    {Strategy}\n");
        CopiedWorld.Rewrite(copy.Short, PlainTrain, "train: mix.yaml");
        var before = Plan(copy);
        var (identity, data) = (before.Identity, before.StageStarted(new StageId(1), new ExperimentProgress()));
        var older = JsonNode.Parse(identity.Json)!.AsObject();
        older.Remove("mixtures");

        CopiedWorld.Rewrite(Path.Combine(copy.Folder, "pathvqa", "train.json"), "\"yes\"", "\"no\"");

        var after = Plan(copy);
        Assert.Contains("mixtures was ", after.Identity.DifferenceFrom(identity.Json), StringComparison.Ordinal);
        Assert.Null(after.Identity.DifferenceFrom(older.ToJsonString()));
        Assert.NotEqual(data.Data, after.StageStarted(new StageId(1), new ExperimentProgress()).Data);
    }

    [Fact]
    public void A_skill_taught_twice_is_two_stages_with_one_benchmark()
    {
        using var copy = new CopiedWorld(world);

        var plan = Plan(copy, "pathvqa", "timeclock", "pathvqa");

        Assert.Equal(["pathvqa", "timeclock", "ai2d", "docvqa"], plan.Benchmarks.Select(benchmark => benchmark.Id));
        Assert.Equal(
            [BenchmarkGroup.Target, BenchmarkGroup.Target, BenchmarkGroup.HeldOut, BenchmarkGroup.HeldOut],
            plan.Started().Benchmarks.Select(planned => planned.Group));
        Assert.Equal(["pathvqa", "timeclock", "pathvqa"], plan.Started().Stages.Select(stage => stage.Skill));
    }

    private static ExperimentPlan Plan(CopiedWorld copy) => Plan(copy, "pathvqa");

    private static ExperimentPlan Plan(CopiedWorld copy, params string[] skills)
    {
        using var provider = HostServices.Describe(HostSettings.From(Path.Combine(copy.Root, "runs"), null)).BuildServiceProvider();
        var spec = new ExperimentSpec
        {
            Experiment = "small",
            Label = "small",
            Model = copy.Model,
            World = copy.Short,
            Skills = skills,
            Method = "SelectiveTuning",
            SettingsPlace = "settings",
        };
        return ExperimentPlan.Create(
            spec,
            Path.Combine(copy.Root, "runs"),
            provider.GetRequiredService<PluginCatalogue>(),
            provider.GetRequiredService<PluginMethods>());
    }
}
