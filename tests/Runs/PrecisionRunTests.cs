using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using Microsoft.Extensions.DependencyInjection;
using static TorchSharp.torch;

namespace LmmCl.Runs.Tests;

/// <summary>Where an experiment computes, in which type, and what it keeps of its activations.</summary>
[Collection(nameof(HostRuns))]
public sealed class PrecisionRunTests(FinishedExperiment finished) : IDisposable
{
    private const string Checkpointed =
        "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3, activation_checkpointing: true }";

    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task A_bfloat16_experiment_records_its_type_and_writes_and_exports_bfloat16()
    {
        var file = place.Experiment("small", "dtype: bfloat16", "evaluation: { batch_size: 3, probe_samples: 4, layer_probe_samples: 2 }");
        await place.RunInWorkerAsync(file);

        var history = await place.HistoryAsync();
        var begun = Assert.IsType<ExperimentStarted>(history[0]);
        Assert.Equal(("bfloat16", "pillow"), (begun.Environment["dtype"], begun.Environment["image_backend"]));
        Assert.Equal("bfloat16", JsonNode.Parse(begun.SpecJson)!["dtype"]!.GetValue<string>());
        Assert.All(history.OfType<ParametersVerified>(), verified => Assert.Empty(verified.Violations));
        Assert.All(history.OfType<ResourcesMeasured>(), measured => Assert.Equal(Devices.Resolve("auto").ToString(), measured.Device));
        var written = history.OfType<CheckpointWritten>().Last();
        using var delta = SafetensorsFile.Open(Path.Combine(place.PathOf("small", written.Path), DeltaCheckpoint.TensorFile));
        Assert.All(delta.Entries.Values, entry => Assert.Equal("BF16", entry.Dtype));
        foreach (var (dtype, type) in new[] { (null, ScalarType.BFloat16), ("float32", ScalarType.Float32) })
        {
            Assert.Equal(type, await ExportedTypeAsync(file, dtype));
        }
    }

    [Fact]
    public async Task An_option_overrides_the_type_of_the_file_and_export_follows_what_was_run()
    {
        var file = place.Experiment("small", "skills: [pathvqa]", "evaluation: { limit: 1, probe_samples: 0 }");
        var typed = await Typed.CommandAsync("run", file, "--dtype", "bfloat16", "--device", "cpu", "--runs", place.Runs);
        Assert.True(typed.Code == 0, typed.Error);

        Assert.Equal(ScalarType.BFloat16, await ExportedTypeAsync(file, null));
        (await Typed.CommandAsync("run", file, "--runs", place.Runs))
            .IsOneErrorWith("it began with another specification", "dtype was \"bfloat16\", now it is \"float32\"");
    }

    [Fact]
    public async Task Activation_checkpointing_ends_in_the_same_checkpoints_and_is_the_same_experiment()
    {
        await place.RunAsync(place.Experiment("small", Checkpointed));

        (await Outcome.OfAsync(finished.Place)).IsSameAs(await Outcome.OfAsync(place));
        var (mine, theirs) = (await place.HistoryAsync(), await finished.Place.HistoryAsync());
        Assert.Equal(((ExperimentStarted)theirs[0]).SpecJson, ((ExperimentStarted)mine[0]).SpecJson);
    }

    [Fact]
    public void The_defaults_leave_an_experiments_identity_as_it_was_before_there_was_a_choice()
    {
        using var services = HostServices.Describe(HostSettings.From(place.Runs, null)).BuildServiceProvider();
        var plan = ExperimentPlan.Create(
            ExperimentFile.Read(place.Experiment()),
            place.Runs,
            services.GetRequiredService<PluginCatalogue>(),
            services.GetRequiredService<PluginMethods>());
        var json = JsonNode.Parse(plan.Identity.Json)!.AsObject();

        Assert.False(json.ContainsKey("dtype"));
        Assert.False(json.ContainsKey("device"));
        Assert.False(json["training"]!.AsObject().ContainsKey("activation_checkpointing"));
    }

    [Theory]
    [InlineData("device: gpu", "small.yaml: device", "'gpu' names no device")]
    [InlineData("device: cuda:99", "device 'cuda:99'", "this machine has")]
    [InlineData("dtype: bfloat", "small.yaml: dtype", "Did you mean 'bfloat16'?")]
    [InlineData("dtypes: bfloat16", "Did you mean 'dtype'?")]
    public async Task A_wrong_device_or_type_is_refused_before_anything_starts(string line, params string[] parts)
    {
        (await Typed.CommandAsync("run", place.Experiment("small", line), "--runs", place.Runs)).IsOneErrorWith(parts);

        Assert.False(place.HasStore());
    }

    [Theory]
    [InlineData("run", "--device", "cuda:99")]
    [InlineData("run", "--dtype", "float16")]
    [InlineData("export", "--device", "cuda:99")]
    public async Task A_wrong_option_is_refused_too(string command, string option, string value)
    {
        string[] more = command == "export" ? ["--hf", Path.Combine(place.Root, "out")] : [];
        var typed = await Typed.CommandAsync([command, place.Experiment(), option, value, "--runs", place.Runs, .. more]);

        typed.IsOneErrorWith(value);
    }

    public void Dispose() => place.Dispose();

    private async Task<ScalarType> ExportedTypeAsync(string file, string? dtype)
    {
        var target = Path.Combine(place.Root, $"exported-{dtype}");
        string[] more = dtype is null ? [] : ["--dtype", dtype];
        var typed = await Typed.CommandAsync(["export", file, "--hf", target, "--runs", place.Runs, .. more]);
        Assert.True(typed.Code == 0, typed.Error);
        using var stored = CheckpointTensors.Open(target);
        var config = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(target, "config.json")))!;
        var types = stored.Names.Select(name => stored.Find(name)!.Entry.Dtype).Distinct().ToList();
        Assert.Equal(types.Single() == "BF16" ? "bfloat16" : "float32", config["dtype"]!.GetValue<string>());
        return types.Single() == "BF16" ? ScalarType.BFloat16 : ScalarType.Float32;
    }
}
