using System.Globalization;
using System.Text.Json.Nodes;
using LmmCl.Data.Batches;
using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;
using LmmCl.Data.TinyWorld;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Scorers;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tokenizers;
using LmmCl.Modeling.Tokenizers.Learning;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Training;
using LmmCl.Training.Examples;

namespace LmmCl.Runs.Pretraining;

/// <summary>
/// Generates the data, learns the vocabulary, trains from random weights and writes the model. Completed parts are reused.
/// </summary>
internal sealed class ModelPretraining(PretrainingRecipe recipe, string target, string work, ProgressLine progress)
{
    private string World => Path.Combine(work, "world");

    private string Blank => Path.Combine(work, "blank");

    /// <summary>Trains to the end, from the latest saved state if there is one.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var placement = Placement.Of(recipe.Device, recipe.Dtype);
        if (!File.Exists(Path.Combine(World, TinyWorldFiles.World)))
        {
            progress.End($"drawing {recipe.GeneralPictures} pictures of each kind into {World}");
            new DrawnWorld(World, recipe.WorldSeed, new TinyWorldSizes(GeneralPictures: recipe.GeneralPictures)).File();
        }

        var config = LlavaOnevisionConfig.Read(PrepareBlank());
        var blank = CheckpointFolder.Open(Blank);
        using var loaded = new LoadedModel(MultimodalModels.Create(config, (int)recipe.Training.Seed, placement), blank);
        var inputs = FamilyInputs.For(loaded);
        var records = TrainingRecords.Read(Path.Combine(World, TinyWorldFiles.General), (int)recipe.Training.Seed);
        var examples = new EncodedExamples(inputs, inputs.Examples(records, new PictureFolder(World)));
        var listener = new PretrainingListener(progress);
        var training = new Training.Pretraining(loaded.Model, examples, recipe.Training);
        var outcome = await training.RunAsync(Path.Combine(work, "training"), listener, ct);
        MultimodalModels.Save(loaded.Model, target, loaded.Folder);
        File.Copy(recipe.File, Path.Combine(target, "pretraining.yaml"), overwrite: true);
        progress.End(string.Create(
            CultureInfo.InvariantCulture,
            $"{examples.Count} examples, {outcome.Steps} steps in {outcome.Elapsed.TotalMinutes:0.0} min, "
            + $"last loss {outcome.FinalLoss:0.0000}"));
    }

    /// <summary>Learns the vocabulary and completes the configuration with the values derived from it.</summary>
    private string PrepareBlank()
    {
        Directory.CreateDirectory(Blank);
        var vocabulary = ByteLevelBpeTrainer.Train(Texts(), recipe.Vocabulary, ByteLevelBpeTrainer.ChatTokens);
        vocabulary.Save(Path.Combine(Blank, "tokenizer.json"));
        File.Copy(recipe.Preprocessor, Path.Combine(Blank, "preprocessor_config.json"), overwrite: true);
        var config = JsonNode.Parse(File.ReadAllText(recipe.Config))!.AsObject();
        var tokenizer = HuggingFaceTokenizer.Load(Path.Combine(Blank, "tokenizer.json"));
        config["image_token_index"] = tokenizer.IdOf("<image>");
        config["video_token_index"] = tokenizer.IdOf("<video>");
        config["text_config"]!["vocab_size"] = tokenizer.VocabularySize;
        var path = Path.Combine(Blank, "config.json");
        File.WriteAllText(path, config.ToJsonString());
        return path;
    }

    /// <summary>
    /// All texts that the tokenizer learns from: all records in the chat template, and the benchmarks' prompts. So each word of the world
    /// is one token, including those of the tests; what the model learns about them comes from the general mix alone.
    /// </summary>
    private IEnumerable<string> Texts()
    {
        var template = ConversationTemplate.Qwen15;
        var system = template.Block("system", template.System);
        var spoken = Directory.GetFiles(World, "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(file => LlavaFile.Read(file))
            .Select(record => system + string.Concat(record.Turns.Select(turn => template.Block(turn.Speaker, turn.Text))));
        var asked = WorldFile.Read(Path.Combine(World, TinyWorldFiles.World)).AllBenchmarks
            .SelectMany(Prompts)
            .Select(prompt => system + template.Block("user", prompt));
        return spoken.Concat(asked);
    }

    private static IEnumerable<string> Prompts(BenchmarkSpec benchmark)
    {
        var scorer = ScorerCatalog.Find(benchmark.Scorer);
        return BenchmarkItems.Read(benchmark).Select(item => scorer.Prompt(item.Document, ScoringMode.Default));
    }

    private sealed class PretrainingListener(ProgressLine progress) : ITrainingListener
    {
        private bool begun;
        private double smooth;

        public void StepTaken(TrainingProgress step)
        {
            if (!begun)
            {
                progress.Begin("pretraining", step.Steps, step.Point.Step - 1);
                (begun, smooth) = (true, step.Point.Loss);
            }

            smooth = (0.98 * smooth) + (0.02 * step.Point.Loss);
            progress.Report(step.Point.Step, string.Create(CultureInfo.InvariantCulture, $"loss {smooth:0.000}"));
        }
    }
}
