using System.Text.Json.Nodes;
using LmmCl.Events;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary><c>export --adapter</c> writes the folder that PEFT writes, and another experiment starts from it.</summary>
[Collection(nameof(HostRuns))]
public sealed class ExportAdapterTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    private string Adapter => Path.Combine(place.Root, "adapter");

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task An_exported_adapter_names_its_base_model_and_can_be_continued()
    {
        var first = LoRA("first", "{ rank: 2, targets: mlp }");
        await place.RunAsync(first);

        var typed = await ExportAsync(first, "--adapter", Adapter);

        Assert.True(typed.Code == 0, typed.Error);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Adapter, "adapter_config.json")))!;
        Assert.Equal(Path.GetFullPath(finished.World.Model), Path.GetFullPath((string)config["base_model_name_or_path"]!));
        Assert.Equal("LORA", (string?)config["peft_type"]);
        await place.RunAsync(LoRA("second", $"{{ adapter: {Adapter} }}"));
        Assert.Single((await place.HistoryAsync("second")).OfType<ExperimentCompleted>());
    }

    [Fact]
    public async Task A_method_without_adapters_is_refused()
    {
        (await Typed.CommandAsync("export", finished.File, "--adapter", Adapter, "--runs", finished.Place.Runs)).IsOneErrorWith("adapter");
        Assert.False(Directory.Exists(Adapter));
    }

    [Fact]
    public async Task One_of_a_model_and_an_adapter_must_be_asked_for()
    {
        (await Typed.CommandAsync("export", finished.File, "--runs", finished.Place.Runs)).IsOneErrorWith("--hf", "--adapter");
    }

    private Task<Typed> ExportAsync(string file, params string[] arguments) =>
        Typed.CommandAsync(["export", file, "--runs", place.Runs, .. arguments]);

    private string LoRA(string name, string settings) => place.Experiment(
        name,
        "method: LoRA",
        $"settings: {settings}",
        "skills: [timeclock]",
        "training: { learning_rate: 0.01, effective_batch: 4, max_steps: 2 }",
        "evaluation: { batch_size: 8, limit: 2, probe_samples: 0 }");
}
