using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Data.Specs;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Scorers;
using LmmCl.Modeling;
using LmmCl.Modeling.Memory;
using LmmCl.Runs.Experiments;
using LmmCl.Training.Examples;

namespace LmmCl.Runs.Planning;

/// <summary>The batches of an experiment by size: those that its data gives, or assumed ones.</summary>
/// <param name="Source">Origin of the sizes, for people.</param>
/// <param name="Training">Different micro-batches of all stages.</param>
/// <param name="Evaluation">Different batches of questions, with the longest answer of each.</param>
/// <param name="Steps">Optimiser steps of all stages; null if the number of examples is not known.</param>
/// <param name="Stages">Number of stages.</param>
/// <param name="PictureBytes">Pixel values of all different pictures; null if they are not known.</param>
internal sealed record PlannedBatches(
    string Source,
    IReadOnlyList<PassShape> Training,
    IReadOnlyList<(PassShape Prompts, int NewTokens)> Evaluation,
    long? Steps,
    int Stages,
    long? PictureBytes)
{
    // The study's skills, if the data does not say.
    private const int UsualStages = 5;
    private const int UsualAnswer = 64;

    /// <summary>Reads the lengths of all records, or assumes them if data or tokenizer are not here.</summary>
    /// <exception cref="InputException">Data is there and damaged.</exception>
    public static PlannedBatches Of(ExperimentSpec spec, PlanOptions options, PlannedModel model) =>
        model.Files is { Folder.Tokenizer: not null } files && File.Exists(spec.World)
            ? OfData(spec, files)
            : Assumed(spec, options, model.Sizes, File.Exists(spec.World) ? "no tokenizer is here" : "the data is not here");

    private static PlannedBatches Assumed(ExperimentSpec spec, PlanOptions options, ISizedModel model, string why)
    {
        var picture = model.Extent(options.Picture);
        var tokens = options.TextTokens + (int)(model.Vision([picture])?.Features ?? 0);
        var micro = Math.Min(spec.Training.MicroBatch, spec.Training.EffectiveBatch);
        PassShape Shape(int rows, long answers) => new(rows, tokens, answers, [.. Enumerable.Repeat(picture, rows)]);
        var questions = spec.Evaluation.BatchSize;
        return new PlannedBatches(
            $"assumed, because {why}: a picture of {options.Picture.Width} x {options.Picture.Height} pixels and "
                + $"{options.TextTokens} tokens of text, {options.AnswerTokens} of them answer, in every example",
            [Shape(micro, (long)micro * options.AnswerTokens)],
            [(Shape(questions, questions), UsualAnswer)],
            null,
            spec.Skills?.Count ?? UsualStages,
            null);
    }

    private static PlannedBatches OfData(ExperimentSpec spec, LoadedModel files)
    {
        var inputs = FamilyInputs.For(files);
        inputs.Collator.Pictures.TurnsUpright = !spec.AsPublished;
        var world = WorldFile.Read(spec.World, ScorerCatalog.Ids);
        var skills = spec.Skills is null ? world.Skills : [.. spec.Skills.Select(world.Skill)];
        var pictures = new PlannedPictures(inputs.Collator.Pictures, files.Model as ISizedModel);
        var (training, steps) = (new Dictionary<string, PassShape>(), 0L);
        foreach (var skill in skills)
        {
            steps += AddTraining(spec, inputs, skill, files.Folder.Positions, pictures, training);
        }

        var benchmarks = skills.Select(skill => skill.Benchmark).Concat(world.Benchmarks).DistinctBy(benchmark => benchmark.Id);
        var evaluation = benchmarks.SelectMany(benchmark => Questions(spec, inputs, benchmark, pictures)).ToList();
        return new PlannedBatches(
            "the lengths of all records", [.. training.Values], evaluation, steps, skills.Count, pictures.Bytes);
    }

    private static long AddTraining(
        ExperimentSpec spec,
        ModelInputs inputs,
        SkillSpec skill,
        int? positions,
        PlannedPictures pictures,
        Dictionary<string, PassShape> found)
    {
        var encoded = TrainingData.Examples(spec, inputs, skill, SkippedRecords.None, positions).Examples;
        var examples = new EncodedExamples(inputs, encoded);
        var plan = new StepPlan(examples, spec.Training);
        for (var step = 0; step < Math.Min(plan.Steps, spec.Training.StepsPerEpoch(examples.Count)); step++)
        {
            foreach (var micro in plan.MicroBatches(step))
            {
                var images = micro.SelectMany(example => pictures.Of(encoded[example].Pictures)).ToList();
                var shape = new PassShape(
                    micro.Length, micro.Max(examples.Length), micro.Sum(example => (long)examples.LabelTokens(example)), images);
                found.TryAdd(KeyOf(shape), shape);
            }
        }

        return plan.Steps;
    }

    private static IEnumerable<(PassShape Prompts, int NewTokens)> Questions(
        ExperimentSpec spec, ModelInputs inputs, BenchmarkSpec benchmark, PlannedPictures pictures)
    {
        var scorer = ScorerCatalog.Find(benchmark.Scorer);
        var found = new Dictionary<string, PassShape>();
        foreach (var batch in BenchmarkItems.Read(benchmark).Take(spec.Evaluation.Limit ?? int.MaxValue).Chunk(spec.Evaluation.BatchSize))
        {
            var longest = batch.Max(item => inputs.LengthOf(
                scorer.PromptWithin(benchmark.Prompt, item.Document, spec.Mode), item.Pictures, item.System));
            var shape = new PassShape(batch.Length, longest, batch.Length, [.. batch.SelectMany(item => pictures.Of(item.Pictures))]);
            found.TryAdd(KeyOf(shape), shape);
        }

        return found.Values.Select(shape => (shape, benchmark.MaxNewTokens ?? scorer.MaxNewTokens));
    }

    /// <summary>Batches that need the same memory.</summary>
    private static string KeyOf(PassShape shape) =>
        $"{shape.Rows} {shape.Length} {shape.Answers} {shape.Images.Count} {shape.Images.Sum(image => image.Crops)}";
}
