using System.Text.Json.Nodes;

namespace LmmCl.Runs.Tests.Planning;

[Collection(nameof(HostRuns))]
public sealed class PlanCommandTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task A_plan_reads_the_lengths_of_the_data_and_runs_nothing()
    {
        var plan = await JsonAsync(place.Experiment(), "--memory", "2GB");

        Assert.Equal(37_248, plan["trained"]!.AsArray().Sum(role => (long)role!["numbers"]!));
        Assert.Equal(296_480, plan["parameters"]!.AsArray().Sum(role => (long)role!["numbers"]!));
        Assert.Equal("the lengths of all records", (string)plan["lengths_from"]!);
        Assert.Equal(24, (long)plan["steps"]!);
        Assert.Equal(4 * 37_248, (long)plan["disk"]!["checkpoint"]!);
        Assert.Equal(12 * 37_248, (long)plan["disk"]!["state"]!);
        Assert.True((bool)plan["fits"]!);
        Assert.False(Directory.Exists(place.Runs));
    }

    [Fact]
    public async Task Validation_has_its_tensors_in_a_state_and_takes_its_share_of_the_steps()
    {
        var plan = await JsonAsync(
            place.Experiment(
                "validated",
                "training: { effective_batch: 4, micro_batch: 4, epochs: 3, validation: { share: 0.25, every: 3, keep: best, score: true } }"),
            "--memory",
            "2GB");

        Assert.Equal(18, (long)plan["steps"]!);
        Assert.Equal(16 * 37_248, (long)plan["disk"]!["state"]!);
    }

    [Fact]
    public async Task What_does_not_fit_is_answered_with_changes_that_need_less()
    {
        var plan = await JsonAsync(place.Experiment("small", "settings: { recipe: llm }"), "--memory", "381MB");

        var peaks = plan["advice"]!.AsArray().Select(change => (long)change!["peak"]!).Prepend((long)plan["peak"]!).ToList();
        Assert.False((bool)plan["fits"]!);
        Assert.True(peaks.Count > 1);
        Assert.Equal(peaks.OrderDescending(), peaks);
    }

    [Fact]
    public async Task Checkpointing_and_smaller_batches_need_less_and_a_teacher_needs_more()
    {
        async Task<long> Peak(string name, params string[] lines) =>
            (long)(await JsonAsync(place.Experiment(name, lines)))["training_memory"]!["peak"]!;

        var plain = await Peak("plain", "settings: { recipe: llm }");

        Assert.True(await Peak("smaller", "settings: { recipe: llm }", "training: { effective_batch: 4, micro_batch: 1 }") < plain);
        Assert.True(await Peak("fewer", "settings: { recipe: sa_proj }") < plain);
        Assert.True(await Peak(
            "recomputed", "settings: { recipe: llm }", "training: { effective_batch: 4, micro_batch: 4, activation_checkpointing: true }") < plain);
        Assert.True(await Peak("taught", "method: LwF", "settings: { recipe: llm }") > plain);
        Assert.True(await Peak("experts", "method: MoE", "settings: { }") > 0);
    }

    [Fact]
    public async Task A_sweep_is_planned_by_method_with_its_disk_space()
    {
        var file = Path.Combine(place.Root, "sweep.yaml");
        await File.WriteAllTextAsync(file, $$"""
            sweep: both
            model: {{finished.World.Model}}
            world: {{finished.World.Short}}
            learning_rates: [1e-3, 1e-2]
            training: { effective_batch: 4, micro_batch: 4 }
            methods:
              - settings: { recipe: sa_proj }
              - method: LoRA
                settings: { rank: 4, alpha: 8, targets: mlp }
            """);

        var plan = await JsonAsync(file);

        Assert.Equal(["sa_proj", "LoRA"], plan["methods"]!.AsArray().Select(method => (string)method!["label"]!));
        Assert.Equal(4, (int)plan["experiments"]!);
        Assert.Null(plan["left"]);
        Assert.Equal(2 * plan["methods"]!.AsArray().Sum(method => (long)method!["disk"]!["kept"]!), (long)plan["disk"]!);
        Assert.Null(plan["cluster"]);
        var executor = Path.Combine(place.Root, "slurm.yaml");
        await File.WriteAllTextAsync(executor, "executor: slurm\ngres: gpu:2\ncpus: 8\n");
        var typed = await Typed.CommandAsync("plan", file, "--runs", place.Runs, "--executor", executor, "--max-jobs", "3");
        Assert.Contains("on Slurm: 4 jobs, at most 3 at a time, each with 2 GPUs, 8 CPUs", typed.Output, StringComparison.Ordinal);
        (await Typed.CommandAsync("plan", place.Experiment(), "--executor", executor)).IsOneErrorWith("--executor", "sweeps");
    }

    [Fact]
    public async Task Without_weights_or_data_a_plan_says_what_it_assumes()
    {
        var model = Directory.CreateDirectory(Path.Combine(place.Root, "shape")).FullName;
        File.Copy(Path.Combine(finished.World.Model, "config.json"), Path.Combine(model, "config.json"));
        var file = place.Experiment("small", $"model: {model}", "world: none.yaml");

        var typed = await Typed.CommandAsync("plan", file, "--runs", place.Runs, "--picture", "112x56");

        Assert.Equal(0, typed.Code);
        Assert.Contains("there are no weight files", typed.Output, StringComparison.Ordinal);
        Assert.Contains("a picture of 112 x 56 pixels", typed.Output, StringComparison.Ordinal);
        Assert.Contains("It fits", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_options_and_an_absent_model_are_one_error_each()
    {
        var file = place.Experiment();
        (await Typed.CommandAsync("plan", file, "--memory", "much")).IsOneErrorWith("--memory", "80GB");
        (await Typed.CommandAsync("plan", file, "--picture", "12x")).IsOneErrorWith("--picture", "1024x768");
        (await Typed.CommandAsync("plan", place.Experiment("other", "model: nowhere"))).IsOneErrorWith("nowhere", "--config");
    }

    public void Dispose() => place.Dispose();

    private async Task<JsonNode> JsonAsync(string file, params string[] more)
    {
        var typed = await Typed.CommandAsync(["plan", file, "--runs", place.Runs, "--format", "json", .. more]);
        Assert.True(typed.Code == 0, typed.Error);
        return JsonNode.Parse(typed.Output)!;
    }
}
