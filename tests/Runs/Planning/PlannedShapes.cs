using System.Text.Json;
using LmmCl.Host;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Hardware;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Runs.Tests.Planning;

/// <summary>Published models by their configuration alone, and a planner for them.</summary>
internal sealed class PlannedShapes : IDisposable
{
    private readonly ServiceProvider services = HostServices.Describe(HostSettings.From(Path.GetTempPath(), null)).BuildServiceProvider();
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-shapes-").FullName;

    /// <summary>Names of the golden files with real shapes.</summary>
    public static TheoryData<string> Names { get; } =
        new(Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    public ResourcePlanner Planner => new(services.GetRequiredService<PluginMethods>());

    public PluginMethods Methods => services.GetRequiredService<PluginMethods>();

    private static string Folder => Path.Combine(HostFolders.Goldens, "families", "real_shapes");

    /// <summary>The golden file of a model.</summary>
    public static JsonElement Golden(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json"))).RootElement;

    /// <summary>The study's settings for one recipe.</summary>
    public static ExperimentSpec Spec(string recipe) => new()
    {
        Experiment = "planned",
        Label = recipe,
        Model = "absent",
        World = "absent",
        Settings = new() { ["recipe"] = recipe },
        Training = new() { EffectiveBatch = 32, MicroBatch = 1, ActivationCheckpointing = true },
        Evaluation = new() { BatchSize = 4 },
        Device = "cuda",
        Dtype = Precision.Bfloat16,
    };

    /// <summary>The configuration of a golden file, written by itself.</summary>
    public string ConfigOf(string name)
    {
        var path = Path.Combine(folder, name + ".json");
        File.WriteAllText(path, Golden(name).GetProperty("config").GetRawText());
        return path;
    }

    public Task<ResourcePlan> PlanAsync(ExperimentSpec spec, string name) =>
        Planner.PlanAsync(spec, new PlanOptions { ConfigFile = ConfigOf(name), Memory = 80_000_000_000 }, default);

    public void Dispose()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
