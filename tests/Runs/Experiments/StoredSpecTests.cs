using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Tests.Experiments;

public sealed class StoredSpecTests : IDisposable
{
    private readonly RunFolder folder = RunFolder.Of(Directory.CreateTempSubdirectory("lmmcl-spec-").FullName, "birds");

    private static ExperimentSpec Birds => new()
    {
        Experiment = "birds",
        Label = "größe \"🐦\" <1>",
        Model = "models/größe",
        World = "/worlds/a b.yaml",
        Skills = ["a", "b"],
        Settings = { ["recipe"] = "llm", ["alpha"] = 0.1, ["deep"] = new JsonObject { ["list"] = new JsonArray(1, true) } },
        SettingsPlace = "birds.yaml: settings",
        Seed = 7,
        Training = new TrainingOptions
        {
            LearningRate = 1e-5 / 3,
            LossWeighting = LossWeighting.MicroBatchMeans,
            Order = ExampleOrder.Shuffled,
            MaxSteps = 3,
        },
        Evaluation = new EvaluationOptions { Limit = 2, ProbeCaptions = "captions.json" },
        AsPublished = true,
        Device = "cuda:1",
        Dtype = Precision.Bfloat16,
    };

    [Fact]
    public void What_is_read_is_what_was_written_with_absolute_paths()
    {
        StoredSpec.Write(folder, Birds);

        var read = StoredSpec.Read(folder);

        Assert.Equal(Birds.Settings.ToJsonString(), read.Settings.ToJsonString());
        Assert.Equal(Birds.Skills, read.Skills);
        var expected = Birds with
        {
            Model = Path.GetFullPath("models/größe"),
            Evaluation = Birds.Evaluation with { ProbeCaptions = Path.GetFullPath("captions.json") },
            Settings = read.Settings,
            Skills = read.Skills,
            SettingsPlace = $"{folder.Spec}: settings",
        };
        Assert.Equal(expected, read);
    }

    [Fact]
    public void Hosts_of_one_sweep_write_a_spec_at_once()
    {
        StoredSpec.Write(folder, Birds);
        for (var round = 0; round < 20; round++)
        {
            File.Delete(folder.Spec);

            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => StoredSpec.Write(folder, Birds));

            Assert.Equal(Birds.Experiment, StoredSpec.Read(folder).Experiment);
            Assert.Equal([folder.Spec], Directory.GetFiles(folder.Root));
        }
    }

    [Fact]
    public void A_spec_that_is_kept_already_is_not_written_again_and_one_that_moved_is()
    {
        StoredSpec.Write(folder, Birds);
        File.SetLastWriteTimeUtc(folder.Spec, DateTime.UnixEpoch);

        StoredSpec.Write(folder, Birds);
        var untouched = File.GetLastWriteTimeUtc(folder.Spec);
        StoredSpec.Write(folder, Birds with { Model = "/moved" });

        Assert.Equal(DateTime.UnixEpoch, untouched);
        Assert.Equal("/moved", StoredSpec.Read(folder).Model);
    }

    [Fact]
    public void A_missing_spec_is_answered_with_the_file_and_the_fix()
    {
        var error = Assert.Throws<InputException>(() => StoredSpec.Read(folder));

        Assert.StartsWith($"{folder.Spec}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("'lmmcl run FILE' with the file of 'birds'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"seed\": 7", "\"seed\": \"many\"", "experiment.json: seed: ")]
    [InlineData("\"max_steps\": 3", "\"max_steps\": true", "experiment.json: training.max_steps: ")]
    [InlineData("\"max_steps\": 3", "\"most_steps\": 3", "experiment.json: training.most_steps: ")]
    [InlineData(
        "\"experiment\": \"birds\"",
        "\"experiment\": \"fish\"",
        "experiment.json: experiment: this is the specification of 'fish'")]
    public void A_broken_spec_is_answered_with_the_field_and_the_fix(string written, string broken, string part)
    {
        StoredSpec.Write(folder, Birds);
        var text = File.ReadAllText(folder.Spec);
        Assert.Contains(written, text, StringComparison.Ordinal);
        File.WriteAllText(folder.Spec, text.Replace(written, broken, StringComparison.Ordinal));

        var error = Assert.Throws<InputException>(() => StoredSpec.Read(folder));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains("lmmcl run FILE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_cut_off_anywhere_is_refused()
    {
        StoredSpec.Write(folder, Birds);
        var whole = File.ReadAllBytes(folder.Spec);

        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder.Spec, whole[..length]);
            Assert.Throws<InputException>(() => StoredSpec.Read(folder));
        }
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder.Root)!, recursive: true);
}
