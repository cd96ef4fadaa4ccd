using LmmCl.Abstractions;
using LmmCl.Data.Yaml;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;
using LmmCl.Training;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Pretraining;

/// <summary>A recipe for training a model from scratch.</summary>
/// <param name="File">The YAML file.</param>
/// <param name="Config">The architecture: a <c>config.json</c>. Vocabulary and image token are filled in from the tokenizer.</param>
/// <param name="Preprocessor">The image processor: a <c>preprocessor_config.json</c>.</param>
/// <param name="Vocabulary">Number of tokens to learn.</param>
/// <param name="WorldSeed">Seed of the generated world whose general mix the model trains on.</param>
/// <param name="GeneralPictures">Number of pictures of each held-out kind in the mix.</param>
/// <param name="Training">Training options.</param>
public sealed record PretrainingRecipe(
    string File, string Config, string Preprocessor, int Vocabulary, int WorldSeed, int GeneralPictures, TrainingOptions Training)
{
    /// <summary>The device to compute on.</summary>
    public string Device { get; init; } = Devices.Auto;

    /// <summary>The data type to compute in.</summary>
    public Precision Dtype { get; init; }

    private static readonly string[] keys = ["config", "preprocessor", "vocabulary", "world", "training", "seed", "device", "dtype"];

    /// <summary>Reads a recipe. Paths in it are relative to the file.</summary>
    /// <exception cref="InputException">A key is unknown, missing or out of range.</exception>
    public static PretrainingRecipe Read(string path)
    {
        var fields = StrictYaml.Load(path).Fields(keys);
        var world = fields.Required("world").Fields("seed", "general_pictures");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new PretrainingRecipe(
            path,
            Path.GetFullPath(fields.Required("config").Text(), folder),
            Path.GetFullPath(fields.Required("preprocessor").Text(), folder),
            fields.Required("vocabulary").Integer(least: 256),
            world.Required("seed").Integer(least: 0),
            world.Required("general_pictures").Integer(least: 1),
            TrainingOf(fields) with { Seed = fields.Required("seed").Integer(least: 0) })
        {
            Device = YamlSettings.Device(fields),
            Dtype = YamlSettings.Dtype(fields),
        };
    }

    private static TrainingOptions TrainingOf(YamlFields fields)
    {
        var options = YamlSettings.Training(fields);
        return options.Validation is null ? options : throw new InputException(
            $"{fields.Place.File}: training.validation", "a model that is trained from scratch is not validated.", "Leave it out.");
    }
}
