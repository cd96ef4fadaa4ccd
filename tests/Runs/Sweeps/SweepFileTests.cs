using LmmCl.Abstractions;
using LmmCl.Host;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Sweeps;

namespace LmmCl.Runs.Tests.Sweeps;

public sealed class SweepFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-sweep-").FullName;

    private SweepSpec Read(params string[] lines) => SweepFile.Read(SweepText.Write(folder, lines));

    private IReadOnlyList<string> Names(params string[] lines) =>
        [.. SweepExpansion.Expand(Read(lines), folder).Select(spec => spec.Experiment)];

    [Fact]
    public void A_sweep_is_every_method_at_every_rate_with_every_seed() => Assert.Equal(
        [
            "trial-sa_proj-rate0.0008-seed42", "trial-sa_proj-rate0.0008-seed1",
            "trial-sa_proj-rate0.0004-seed42", "trial-sa_proj-rate0.0004-seed1",
            "trial-kept-rate0.0008-seed42", "trial-kept-rate0.0008-seed1",
            "trial-kept-rate0.0004-seed42", "trial-kept-rate0.0004-seed1",
        ],
        Names());

    [Fact]
    public void Every_experiment_has_the_sweeps_device_and_type() => Assert.All(
        SweepExpansion.Expand(Read("device: cpu", "dtype: bfloat16"), folder),
        experiment => Assert.Equal(("cpu", Precision.Bfloat16), (experiment.Device, experiment.Dtype)));

    [Fact]
    public void A_sweep_that_grows_keeps_the_names_of_what_it_had()
    {
        var grown = Names(
            "seeds: [42, 1, 2]",
            "learning_rates: [8e-4, 0.0004, 2e-4]",
            "orders: [default, tc_first]",
            "methods: [{ settings: { recipe: llm } }, { settings: { recipe: sa_proj } }, { label: kept, method: LwF }]");

        Assert.Subset(grown.ToHashSet(), Names().ToHashSet());
        Assert.Contains("trial-llm-tc_first-rate0.0002-seed2", grown);
        Assert.Equal(3 * 3 * 3 * 2, grown.Count);
    }

    [Fact]
    public void An_experiment_has_the_rate_the_seed_and_the_label_of_its_name()
    {
        var experiment = SweepExpansion.Expand(Read("training: { effective_batch: 4, clip: 0.5 }"), folder)[^1];

        Assert.Equal(("LwF", "kept", 2L), (experiment.Method, experiment.Label, experiment.Settings["lambda"]!.GetValue<long>()));
        var training = experiment.Training;
        Assert.Equal((0.0004, 1L, 1L, 0.5), (training.LearningRate, training.Seed, experiment.Seed, training.Clip));
        Assert.Equal(Path.Combine(folder, "world.yaml"), experiment.World);
    }

    [Fact]
    public void Wrong_settings_of_a_method_are_named_by_their_place_in_the_sweep()
    {
        var last = SweepExpansion.Expand(Read(), folder)[^1];
        Assert.EndsWith("trial.yaml: methods[1].settings", last.SettingsPlace, StringComparison.Ordinal);
    }

    [Fact]
    public void A_methods_own_rates_and_training_come_before_those_of_the_sweep()
    {
        var sweep = Read(
            "methods: [{ label: a, learning_rates: [0.1], training: { epochs: 3 } }, { label: b, training: { learning_rate: 0.2 } }]");

        Assert.Equal([0.1], sweep.Methods[0].LearningRates);
        Assert.Equal((3.0, 4), (sweep.Methods[0].Training.Epochs, sweep.Methods[0].Training.EffectiveBatch));
        Assert.Equal([0.2], sweep.Methods[1].LearningRates);
        Assert.Equal(1, sweep.Methods[1].Training.Epochs);
    }

    [Fact]
    public void The_studys_orders_are_known_by_name_and_others_list_their_skills()
    {
        var orders = Read("orders: { tc_first: , mine: [pathvqa, cub200] }").Orders;

        Assert.Equal(["timeclock", "textvqa", "pathvqa", "pixmocount", "cub200"], orders[0].Skills!);
        Assert.Equal(("mine", "cub200"), (orders[1].Name, orders[1].Skills![1]));
        Assert.Null(Read().Orders[0].Skills);
    }

    [Theory]
    [InlineData("methds: [{}]", "methds", "Did you mean 'methods'?")]
    [InlineData("methods: [{ setings: {} }]", "methods[0].setings", "Did you mean 'settings'?")]
    [InlineData("methods: [{}, {}]", "methods[1]", "the label 'SelectiveTuning' is there twice", "'label'")]
    [InlineData("methods: []", "methods", "the list is empty")]
    [InlineData("methods: absent", "the key 'methods' is missing")]
    [InlineData("methods: [{ label: a b }]", "methods[0].label", "'a b'")]
    [InlineData("methods: [{ training: { epoch: 3 } }]", "methods[0].training.epoch", "Did you mean 'epochs'?")]
    [InlineData("training: { epoch: 3 }", "trial.yaml: training.epoch", "Did you mean 'epochs'?")]
    [InlineData("training: { learning_rate: 1 }", "'training.learning_rate' is there beside 'learning_rates'")]
    [InlineData("methods: [{ learning_rates: [1], training: { learning_rate: 1 } }]", "methods[0]", "beside 'learning_rates'")]
    [InlineData("learning_rates: [0]", "learning_rates[0]", "above 0")]
    [InlineData("learning_rates: [1e-3, 0.001]", "learning_rates", "twice")]
    [InlineData("seeds: [1, -1]", "seeds[1]", "at least 0")]
    [InlineData("seed: 3", "trial.yaml: seed", "'seeds' is there too")]
    [InlineData("orders: [altorde]", "orders[0]", "Did you mean 'altorder'?", "name: [skill, skill]")]
    [InlineData("orders: { mine: [a, a] }", "orders.mine", "twice")]
    [InlineData("evaluation: { batch_sise: 3 }", "trial.yaml: evaluation.batch_sise", "Did you mean 'batch_size'?")]
    [InlineData("experiment: x", "this is an experiment, not a sweep", "lmmcl run")]
    public void What_is_wrong_is_answered_with_the_field_and_the_fix(string line, params string[] parts)
    {
        var error = Assert.Throws<InputException>(() => Read(line));

        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void In_tinyworld_every_seed_has_a_drawn_world_that_is_kept_for_the_next_sweep()
    {
        var sweep = Read("world: tinyworld", "seeds: [3, 4]", "methods: [{ settings: { recipe: llm } }]", "learning_rates: [1e-3]");
        foreach (var seed in sweep.Seeds)
        {
            Directory.CreateDirectory(Path.Combine(folder, "worlds", $"tinyworld-{seed}"));
            File.WriteAllText(Path.Combine(folder, "worlds", $"tinyworld-{seed}", "world.yaml"), "kept");
        }

        var experiments = SweepExpansion.Expand(sweep, folder);

        Assert.All(experiments, experiment => Assert.Equal("kept", File.ReadAllText(experiment.World)));
        Assert.Equal(2, experiments.Select(experiment => experiment.World).Distinct().Count());
        Assert.Equal(Path.Combine(folder, "worlds", "tinyworld-4", "probe", "captions.json"), experiments[1].Evaluation.ProbeCaptions);
    }

    [Theory]
    [InlineData("tinyworld-methods.yaml", 12)]
    [InlineData("tinyworld-rates.yaml", 5)]
    public void The_shipped_sweeps_are_valid(string file, int methods)
    {
        var sweep = SweepFile.Read(Path.Combine(HostFolders.Home, "experiments", file));

        Assert.Equal((Path.GetFileNameWithoutExtension(file), null, methods), (sweep.Sweep, sweep.World, sweep.Methods.Count));
        Assert.Equal(HostFolders.TinyModel, sweep.Model);
    }

    [Fact]
    public void A_name_that_would_be_too_long_is_refused() =>
        Assert.Contains("longer than 100 letters", Assert.Throws<InputException>(() => Names($"sweep: {new string('x', 90)}")).Message);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
