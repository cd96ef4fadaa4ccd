using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.TinyWorld;
using LmmCl.Modeling;
using LmmCl.Training.Examples;

namespace LmmCl.Parity.Tests;

/// <summary>The shipped tiny model and a fixed batch of all five skills.</summary>
internal sealed class TinyOv : IDisposable
{
    private const int PerSkill = 3;

    private readonly string world = Directory.CreateTempSubdirectory("parity-").FullName;

    public TinyOv()
    {
        TinyWorldFiles.Write(world, seed: 3, new TinyWorldSizes(SkillTrain: PerSkill, SkillTest: 1, BenchmarkTest: 1, ProbeCaptions: 1));
        Loaded = MultimodalModels.Load(Checkpoint);
        var inputs = FamilyInputs.For(Loaded);
        var records = new[] { "cub200", "pixmocount", "pathvqa", "textvqa", "timeclock" }
            .SelectMany(skill => TrainingRecords.Read(Path.Combine(world, skill, "train.json"), seed: 0));
        Examples = new EncodedExamples(inputs, inputs.Examples(records, new PictureFolder(world)));
        Batch = Examples.Collate([.. Enumerable.Range(0, Examples.Count)]);
    }

    public static string Checkpoint { get; } = Path.Combine(Repository.Root, "models", "tiny-ov");

    public LoadedModel Loaded { get; }

    public EncodedExamples Examples { get; }

    public MultimodalBatch Batch { get; }

    public void Dispose()
    {
        Batch.Dispose();
        Loaded.Dispose();
        Directory.Delete(world, recursive: true);
    }
}
