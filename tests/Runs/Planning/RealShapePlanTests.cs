using LmmCl.Evaluation;
using LmmCl.Runs.Planning;
using LmmCl.Runs.Sweeps;

namespace LmmCl.Runs.Tests.Planning;

/// <summary>Plans of published models, against the parameter counts of the golden files and the tables in the documentation.</summary>
public sealed class RealShapePlanTests : IDisposable
{
    private static readonly Dictionary<string, string> study = new()
    {
        ["onevision"] = "llava-onevision-qwen2-7b",
        ["onevision-mitigations"] = "llava-onevision-qwen2-7b",
        ["llava-next"] = "llava-next-llama3-8b",
        ["qwen2.5-vl"] = "qwen2.5-vl-7b",
    };

    private readonly PlannedShapes shapes = new();

    [Theory]
    [MemberData(nameof(PlannedShapes.Names), MemberType = typeof(PlannedShapes))]
    public async Task A_plan_counts_what_the_golden_files_count(string name)
    {
        var golden = PlannedShapes.Golden(name);
        var rows = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "plans.md"));
        foreach (var recipe in golden.GetProperty("recipes").EnumerateObject())
        {
            var plan = await shapes.PlanAsync(PlannedShapes.Spec(recipe.Name), name);

            Assert.Equal(golden.GetProperty("total").GetInt64(), plan.Parameters.Sum(role => role.Numbers));
            Assert.Equal(recipe.Value.GetInt64(), plan.Trained.Sum(role => role.Numbers));
            Assert.Contains(Row(name, plan), rows);
        }
    }

    [Theory]
    [InlineData("onevision")]
    [InlineData("onevision-mitigations")]
    [InlineData("llava-next")]
    [InlineData("qwen2.5-vl")]
    public async Task The_studys_table_says_what_a_plan_says(string file)
    {
        var sweep = SweepFile.Read(Path.Combine(StudyFilesTests.Folder, file + ".yaml"));
        var rows = await File.ReadAllLinesAsync(Path.Combine(StudyFilesTests.Folder, "README.md"));
        foreach (var spec in SweepExpansion.Expand(sweep, Path.GetTempPath()))
        {
            var plan = await shapes.PlanAsync(spec with { Device = "cuda" }, study[file]);

            var row = Assert.Single(rows, line => line.StartsWith($"| `{file}` | {spec.Label} |", StringComparison.Ordinal));
            Assert.Contains($"| {spec.Training.EffectiveBatch} |", row, StringComparison.Ordinal);
            Assert.EndsWith(
                $"| {Figures.Count(plan.Trained.Sum(role => role.Numbers))} | {Figures.Size(plan.TrainingPeak)} "
                + $"| {Figures.Size(plan.EvaluationPeak)} | {Figures.Size(plan.Disk.Kept)} |",
                row,
                StringComparison.Ordinal);
        }
    }

    public void Dispose() => shapes.Dispose();

    private static string Row(string name, ResourcePlan plan)
    {
        var memory = plan.TrainingMemory;
        return $"| {name} | `{plan.Label}` | {plan.Trained.Sum(role => role.Numbers):N0} | {Figures.Size(memory.Weights)} "
            + $"| {Figures.Size(memory.Masters)} | {Figures.Size(memory.Moments)} | {Figures.Size(memory.Gradients)} "
            + $"| {Figures.Size(memory.Activations)} | {Figures.Size(plan.TrainingPeak)} | {Figures.Size(plan.Disk.State)} "
            + $"| {Figures.Size(plan.Disk.Kept)} |";
    }
}
