using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Fidelity.Cases;
using LmmCl.Fidelity.Suites.Training;

namespace LmmCl.Fidelity.Tests.Training;

/// <summary>A run that agrees passes in every quantity; one wrong figure fails its own row and no other.</summary>
public sealed class TrainingSuiteTests : IDisposable
{
    private const string Run = "mlp_gate_up-tokens";

    private readonly string goldens = Path.Combine(Root(), "tests", "goldens", "training");
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-training-").FullName;

    [Fact]
    public void A_run_agrees_in_every_quantity_however_its_steps_are_cut()
    {
        var cases = Cases(_ => { });

        Assert.All(cases, item => Assert.Equal((item.Group, Verdict.Passed), (item.Group, item.Check().Verdict)));
        Assert.Contains(cases, item => item.Name == $"{Run}, micro-batch 3");
    }

    [Theory]
    [InlineData("loss", "training/loss")]
    [InlineData("grad_norm", "training/gradient norm")]
    [InlineData("label_tokens", "training/label tokens")]
    [InlineData("lr", "training/rate")]
    public void A_wrong_figure_of_one_step_fails_its_row_alone(string field, string group)
    {
        var cases = Cases(run => run["log"]![3]![field] = run["log"]![3]![field]!.GetValue<double>() + 1).Where(item => item.Name == Run);

        Assert.Equal([group], cases.Where(item => item.Check().Verdict == Verdict.Failed).Select(item => item.Group));
    }

    [Fact]
    public void Another_recipe_trains_other_tensors_and_fails()
    {
        var found = Cases(run => run["recipe"] = "mlp")
            .Single(item => item is { Name: Run, Group: "training/change of each tensor" })
            .Check();

        Assert.Equal(Verdict.Failed, found.Verdict);
        Assert.Contains("other tensors train", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_schedule_is_listed_and_never_passed()
    {
        var found = Assert.Single(Cases(run => run["schedule"] = "linear"), item => item.Name == Run);

        Assert.Equal(Verdict.NotCovered, found.Check().Verdict);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The cases of one run, changed; paths of the golden folder made absolute.</summary>
    private List<GoldenCase> Cases(Action<JsonNode> change)
    {
        var runs = JsonNode.Parse(File.ReadAllText(Path.Combine(goldens, "cases.json")))!.AsArray();
        var run = runs.Single(item => item!["name"]!.GetValue<string>() == Run)!;
        foreach (var path in new[] { "checkpoint", "records", "file" })
        {
            run[path] = Path.GetFullPath(Path.Combine(goldens, run[path]!.GetValue<string>()));
        }

        change(run);
        File.WriteAllText(Path.Combine(folder, "cases.json"), JsonSerializer.Serialize(new[] { run }));
        return [.. new TrainingSuite(LmmCl.Modeling.Hardware.Placement.Default).Cases(folder)];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LmmCl.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
