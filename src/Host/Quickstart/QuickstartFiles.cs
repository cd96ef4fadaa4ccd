using System.Globalization;
using LmmCl.Runs.Experiments;

namespace LmmCl.Host.Quickstart;

/// <summary>
/// The quickstart's files: the generated world and one experiment YAML per recipe, which differ only in the recipe. They are ordinary user
/// files, and are kept as examples to copy.
/// </summary>
internal sealed class QuickstartFiles(string folder, int seed)
{
    /// <summary>One rate for all recipes, as in the study. docs/tinyworld.md compares three rates for each.</summary>
    public const double LearningRate = 8e-4;

    private readonly DrawnWorld world = new(Path.Combine(folder, $"world-{seed}"), seed);

    /// <summary>Generates the world if it does not exist.</summary>
    public string World() => world.File();

    /// <summary>Writes the experiment file of a recipe and returns its path.</summary>
    public string Experiment(string recipe, double learningRate)
    {
        var suffix = seed == 42 ? "" : $"-seed{seed}";
        var rate = learningRate == LearningRate ? "" : string.Create(CultureInfo.InvariantCulture, $"-rate{learningRate:0.######}");
        var name = $"quickstart-{recipe}{suffix}{rate}";
        var path = Path.Combine(folder, name + ".yaml");
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"""
            experiment: {name}
            model: {Path.GetRelativePath(folder, HostFolders.TinyModel)}
            world: {Path.GetRelativePath(folder, world.File())}
            method: SelectiveTuning
            settings:
              recipe: {recipe}
            training:
              learning_rate: {learningRate}
              effective_batch: 16
              micro_batch: 16
              epochs: 1
            evaluation:
              batch_size: 50
              probe_captions: {Path.GetRelativePath(folder, world.ProbeCaptions)}
            seed: {seed}

            """));
        return path;
    }
}
