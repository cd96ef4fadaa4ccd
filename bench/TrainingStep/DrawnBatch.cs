using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.TinyWorld;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.TrainingStep.Bench;

/// <summary>A batch of sixteen counting questions in the form that both programs read.</summary>
internal static class DrawnBatch
{
    private const int Examples = 16;

    public static void Write(string checkpoint, string file)
    {
        var world = Directory.CreateTempSubdirectory("lmmcl-bench-").FullName;
        TinyWorldFiles.Write(world, seed: 5, new TinyWorldSizes(SkillTrain: Examples, SkillTest: 1, BenchmarkTest: 1, ProbeCaptions: 1));
        using var loaded = MultimodalModels.Load(checkpoint);
        var inputs = FamilyInputs.For(loaded);
        var records = TrainingRecords.Read(Path.Combine(world, "pixmocount", "train.json"), seed: 0);
        using var batch = inputs.Collator.ForTraining(inputs.Examples(records, new PictureFolder(world)));
        SafetensorsWriter.Write(file,
        [
            TensorBytes.ToSafetensors("input_ids", batch.InputIds),
            TensorBytes.ToSafetensors("attention_mask", batch.AttentionMask),
            TensorBytes.ToSafetensors("labels", batch.Labels!),
            TensorBytes.ToSafetensors("pixel_values", batch.PixelValues!),
        ]);
        Directory.Delete(world, recursive: true);
    }
}
