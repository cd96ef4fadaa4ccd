using LmmCl.Data.Specs;
using LmmCl.Data.Yaml;
using LmmCl.Evaluation;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Sweeps;

namespace LmmCl.Runs.Tests.Planning;

/// <summary>The files of the study's runs are read as a run reads them, without models and data.</summary>
public sealed class StudyFilesTests : IDisposable
{
    private readonly PlannedShapes shapes = new();

    public static string Folder { get; } = Path.Combine(Repository.Root, "experiments", "study");

    public static TheoryData<string> Files { get; } = new(Names);

    private static IEnumerable<string> Names => Repository.Files(Path.Combine("experiments", "study"), "*.yaml")
        .Select(path => Path.GetFileName(path)!)
        .Where(name => name != "world.yaml");

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_study_file_expands_into_valid_experiments(string name)
    {
        var specs = SweepExpansion.Expand(SweepFile.Read(Path.Combine(Folder, name)), Path.GetTempPath());

        Assert.NotEmpty(specs);
        var skills = World().Skills.Select(skill => skill.Id).ToHashSet();
        Assert.All(specs, spec =>
        {
            ExperimentPlan.BoundSettings(spec, shapes.Methods);
            Assert.Equal(skills, spec.Skills!.ToHashSet());
            Assert.Equal(Path.Combine(Folder, "world.yaml"), spec.World);
            Assert.Contains(spec.Training.EffectiveBatch, new[] { 16, 32 });
        });
    }

    [Fact]
    public void The_studys_orders_recipes_methods_and_families_are_all_there()
    {
        var specs = Names.SelectMany(name => SweepExpansion.Expand(SweepFile.Read(Path.Combine(Folder, name)), Path.GetTempPath()))
            .ToList();

        Assert.Equal(3, specs.Select(spec => string.Join(' ', spec.Skills!)).Distinct().Count());
        Assert.Equal(3, specs.Select(spec => spec.Model).Distinct().Count());
        Assert.Equal(
            ["LoRA", "LwF", "MoE", "SelectiveTuning", "WiSEFT"],
            specs.Select(spec => spec.Method).Distinct().Order(StringComparer.Ordinal));
        Assert.Superset(
            new HashSet<string> { "full", "vision_tower", "projector", "vision_and_projector", "llm", "sa_proj", "sa_qkv", "mlp", "mlp_gate_up" },
            specs.Select(spec => spec.Label).ToHashSet());
        Assert.Equal(specs.Count, specs.Select(spec => spec.Experiment).Distinct().Count());
    }

    [Fact]
    public void The_studys_benchmarks_are_its_eight()
    {
        string[] eight = ["ai2d", "chartqa", "docvqa", "infovqa", "mmstar", "realworldqa", "scienceqa", "seedbench"];

        Assert.Equal(eight, World().Benchmarks.Select(benchmark => benchmark.Id).Order(StringComparer.Ordinal));
    }

    public void Dispose() => shapes.Dispose();

    /// <summary>The world with empty files in place of its data.</summary>
    private static WorldSpec World()
    {
        var root = Directory.CreateTempSubdirectory("lmmcl-study-").FullName;
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, "a", "b")).FullName;
            var file = Path.Combine(folder, "world.yaml");
            File.Copy(Path.Combine(Folder, "world.yaml"), file);
            var fields = StrictYaml.Load(file).AnyFields();
            foreach (var entry in new[] { "skills", "benchmarks" }.SelectMany(key => fields.Required(key).Items()))
            {
                foreach (var path in entry.AnyFields().All.Where(field => field.Key is "train" or "test").Select(field => field.Value.Text()))
                {
                    var data = Path.GetFullPath(path, folder);
                    Directory.CreateDirectory(Path.GetDirectoryName(data)!);
                    File.WriteAllText(data, "");
                }
            }

            return WorldFile.Read(file, ScorerCatalog.Ids);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
