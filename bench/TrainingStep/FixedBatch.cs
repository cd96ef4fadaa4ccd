using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Training.Examples;
using static TorchSharp.torch;

namespace LmmCl.TrainingStep.Bench;

/// <summary>
/// One batch from a safetensors file, given at every step: input_ids, attention_mask,
/// labels ([B, T], right padding) and pixel_values ([crops, 3, S, S]) of pictures that fill exactly one tile, two crops each.
/// </summary>
internal sealed class FixedBatch : ITrainingExamples, IDisposable
{
    private const int CropsPerPicture = 2;

    private readonly MultimodalBatch batch;
    private readonly int labelTokens;

    public FixedBatch(string path)
    {
        using var file = SafetensorsFile.Open(path);
        var labels = Read(file, "labels");
        var pixels = Read(file, "pixel_values").flatten(0, -4);
        var side = (int)pixels.shape[^1];
        var pictures = Enumerable.Repeat(new ImageExtent(side, side, CropsPerPicture), (int)pixels.shape[0] / CropsPerPicture);
        batch = new MultimodalBatch(Read(file, "input_ids"), Read(file, "attention_mask"), labels, pixels, [.. pictures]);
        labelTokens = (int)labels.slice(1, 1, labels.shape[1], 1).ne(MultimodalBatch.IgnoredLabel).sum().item<long>();
    }

    public MultimodalBatch Batch => batch;

    public int Count => 1;

    public int Length(int example) => (int)batch.InputIds.shape[1];

    public int LabelTokens(int example) => labelTokens;

    public MultimodalBatch Collate(IReadOnlyList<int> examples) =>
        new(batch.InputIds.alias(), batch.AttentionMask.alias(), batch.Labels!.alias(), batch.PixelValues!.alias(), batch.Images);

    public void Dispose() => batch.Dispose();

    private static Tensor Read(SafetensorsFile file, string name) => TensorBytes.Read(new StoredTensor(file, file.Entries[name]));
}
