using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Qwen25VL;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>Ids, pixels, image features and logits of prompts.</summary>
internal static class ForwardCases
{
    private const double PixelTolerance = 1e-6;
    private const double Tolerance = 1e-4;

    /// <summary>One case per result in the file of a <c>forward</c> entry.</summary>
    public static IEnumerable<GoldenCase> Of(FamilyEntry entry, FamilyFolder family)
    {
        var group = $"families/{family.Name}";
        if (family.Tensors(entry.File!) is var listed && listed.Has("input_ids"))
        {
            yield return new GoldenCase($"{group}/input_ids", entry.Name, "0", () => Inputs(entry, family));
        }

        if (listed.Has("pixel_values"))
        {
            yield return new GoldenCase($"{group}/pixel_values", entry.Name, "1e-6", () => Pixels(entry, family));
            yield return new GoldenCase($"{group}/image_features", entry.Name, "1e-4", () => Features(entry, family));
        }

        if (listed.Has("position_ids") && family.Model(entry) is Qwen25VLModel)
        {
            yield return new GoldenCase($"{group}/positions", entry.Name, "0", () => PositionCases.Check(entry, family));
        }

        listed.Dispose();
        yield return new GoldenCase($"{group}/forward", entry.Name, "1e-4", () => Logits(entry, family, family.Model(entry)));
    }

    /// <summary>
    /// Compares the logits of another model that must compute the same: another layout of the same weights, or another form of the
    /// configuration.
    /// </summary>
    public static GoldenOutcome Logits(FamilyEntry entry, FamilyFolder family, VisionLanguageModel model, double tolerance = Tolerance)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var tensors = family.Tensors(entry.File!);
        var made = tensors.Has("attention_mask") ? FileBatch.Read(tensors, model) : PromptBatch.Make(entry, family, model, null);
        using var batch = made.MoveTo(model.Placement.Device);
        var found = model.Logits(batch).cpu().index_select(
            0, zeros(1, dtype: ScalarType.Int64)).squeeze(0).index_select(0, tensors["logit_rows"]);
        return TensorDifference.Check(found, tensors["logits"], tolerance, "logits");
    }

    private static GoldenOutcome Inputs(FamilyEntry entry, FamilyFolder family)
    {
        using var scope = NewDisposeScope();
        using var tensors = family.Tensors(entry.File!);
        var model = family.Model(entry);
        if (!tensors.Has("attention_mask"))
        {
            long[] ids = [.. PromptBatch.Ids(entry, family, model)[0]];
            return Differences.Ids("input_ids", tensors.Longs("input_ids"), ids);
        }

        using var made = PromptBatch.Make(entry, family, model, FileBatch.Tiled(tensors));
        return GoldenOutcome.All(
        [
            Same("input_ids", made.InputIds, tensors["input_ids"]),
            Same("attention_mask", made.AttentionMask, tensors["attention_mask"]),
            .. tensors.Has("image_grid_thw") ? [Grids(made.Images, FileBatch.Read(tensors, model).Images)] : Array.Empty<GoldenOutcome>(),
            .. tensors.Has("image_sizes") ? [Sizes(made.Images, tensors.Longs("image_sizes"))] : Array.Empty<GoldenOutcome>(),
        ]);
    }

    private static GoldenOutcome Pixels(FamilyEntry entry, FamilyFolder family)
    {
        using var scope = NewDisposeScope();
        using var tensors = family.Tensors(entry.File!);
        var model = family.Model(entry);
        using var made = PromptBatch.Make(entry, family, model, FileBatch.Tiled(tensors));
        using var golden = FileBatch.Read(tensors, model);
        return TensorDifference.Check(made.PixelValues!, golden.PixelValues!, PixelTolerance, "pixel_values");
    }

    private static GoldenOutcome Features(FamilyEntry entry, FamilyFolder family)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var tensors = family.Tensors(entry.File!);
        var model = family.Model(entry);
        using var batch = FileBatch.Read(tensors, model).MoveTo(model.Placement.Device);
        return TensorDifference.Check(model.ImageFeatureRows(batch), tensors["image_features"], Tolerance, "image_features");
    }

    private static GoldenOutcome Same(string what, Tensor found, Tensor expected) => GoldenOutcome.Equal(
        TensorDifference.Of(found, expected) == 0,
        () => $"{what}: expected {string.Join(' ', expected.data<long>().ToArray())}, "
            + $"found {string.Join(' ', found.data<long>().ToArray())}");

    private static GoldenOutcome Grids(IReadOnlyList<ImageExtent> found, IReadOnlyList<ImageExtent> expected) => GoldenOutcome.Equal(
        found.SequenceEqual(expected),
        () => $"image_grid_thw: expected {string.Join(' ', expected)}, found {string.Join(' ', found)}");

    private static GoldenOutcome Sizes(IReadOnlyList<ImageExtent> found, long[] expected) => GoldenOutcome.Equal(
        found.SelectMany(image => new long[] { image.Height, image.Width }).SequenceEqual(expected),
        () => $"image_sizes: expected {string.Join(' ', expected)}, found {string.Join(' ', found)}");
}
