using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tests.Small;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.LlavaOnevision;

[Collection(LiveTensors.Name)]
public sealed class LlavaOnevisionModelTests : IDisposable
{
    private const double Close = 1e-5;

    private readonly LlavaOnevisionModel model = SmallModel.Create();
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void Chosen_rows_are_rows_of_the_whole()
    {
        using var batch = SmallModel.Texts(left: false, 7, 4);
        var rows = tensor(new long[] { 1, 6, 8 });
        var expected = model.Logits(batch).flatten(0, 1).index_select(0, rows);
        Near(expected, model.Head(model.Hidden(batch, rows)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Padding_on_either_side_changes_no_real_token(bool left)
    {
        using var batch = SmallModel.Texts(left, 7, 3);
        using var padded = model.Logits(batch).select(0, 1).narrow(0, left ? 4 : 0, 3);
        var tokens = batch.InputIds.narrow(0, 1, 1).narrow(1, left ? 4 : 0, 3);
        using var alone = new MultimodalBatch(tokens, ones(1, 3, dtype: ScalarType.Int64), null, null, []);
        Near(model.Logits(alone).squeeze(0), padded);
    }

    [Fact]
    public void A_token_sees_nothing_that_comes_after_it()
    {
        using var batch = SmallModel.Texts(left: false, 6);
        var before = model.Logits(batch);
        batch.InputIds[0, 5] = tensor(17L);
        Near(before.narrow(1, 0, 5), model.Logits(batch).narrow(1, 0, 5));
    }

    [Fact]
    public void Neighbours_of_one_layout_give_the_features_that_each_gives_alone()
    {
        using var together = SmallModel.Pictures((20, 20, true), (20, 20, true), (12, 30, true));
        var all = model.ImageFeatureRows(together);
        var (parts, crop) = (new List<Tensor>(), 0L);
        foreach (var image in together.Images)
        {
            using var alone = together with { PixelValues = together.PixelValues!.narrow(0, crop, image.Crops), Images = [image] };
            parts.Add(model.ImageFeatureRows(alone));
            crop += image.Crops;
        }

        Near(all, cat(parts, 0));
    }

    [Fact]
    public void A_picture_that_is_its_own_base_view_gives_the_features_of_both_crops()
    {
        using var batch = SmallModel.Pictures((12, 12, true), (12, 12, true));
        using var bases = batch.PixelValues!.view(2, 2, 3, 12, 12).select(1, 0);
        using var same = batch with { PixelValues = stack([bases, bases], 1).flatten(0, 1) };
        var shortcut = model.ImageFeatureRows(same);
        using var mixed = SmallModel.Pictures((12, 12, true), (12, 12, true), (20, 20, true));
        using var whole = mixed with { PixelValues = cat([same.PixelValues!, mixed.PixelValues!.narrow(0, 4, mixed.Images[2].Crops)], 0) };
        Near(model.ImageFeatureRows(whole).narrow(0, 0, shortcut.shape[0]), shortcut);
        shortcut.sum().backward();
        var projector = model.Parameters.Where(parameter => parameter.Role == ParameterRole.Projector);
        Assert.All(projector, parameter => Assert.NotNull(parameter.Value.grad));
    }

    [Fact]
    public void A_picture_that_is_not_tiled_is_its_one_crop_and_a_newline()
    {
        using var batch = SmallModel.Pictures((30, 10, false));
        var rows = model.ImageFeatureRows(batch);
        var newline = model.Parameters.Single(parameter => parameter.Role == ParameterRole.ImageNewline).Value;
        Assert.Equal([5L, 16L], rows.shape);
        Near(newline, rows[4]);
    }

    [Fact]
    public void Too_few_image_tokens_are_refused_with_both_counts()
    {
        using var batch = SmallModel.Pictures((20, 20, true));
        batch.InputIds[0, 1] = tensor(3L);
        var error = Assert.Throws<ArgumentException>(() => model.Logits(batch));
        Assert.Matches("hold \\d+ image tokens, the pictures give \\d+", error.Message);
    }

    [Fact]
    public void Crops_that_are_not_those_of_the_picture_are_refused()
    {
        using var batch = SmallModel.Pictures((20, 20, true));
        using var wrong = batch with { Images = [batch.Images[0] with { Crops = batch.Images[0].Crops - 1 }] };
        Assert.Throws<ArgumentException>(() => model.Logits(wrong));
    }

    [Fact]
    public void Only_what_asks_for_gradients_gets_them()
    {
        using var batch = SmallModel.Pictures((20, 20, true));
        foreach (var parameter in model.Parameters)
        {
            parameter.Value.requires_grad = parameter.Role == ParameterRole.MlpGate;
        }

        model.Logits(batch).sum().backward();
        Assert.All(model.Parameters, parameter => Assert.Equal(parameter.Role == ParameterRole.MlpGate, parameter.Value.grad is not null));
    }

    [Fact]
    public void Forward_and_backward_leave_no_tensors_behind()
    {
        void Step()
        {
            using var step = NewDisposeScope();
            using var batch = SmallModel.Pictures((20, 20, true), (10, 30, true));
            model.Logits(batch).sum().backward();
            foreach (var parameter in model.Parameters)
            {
                parameter.Value.grad = null;
            }
        }

        Step();
        var before = Tensor.TotalCount;
        for (var step = 0; step < 5; step++)
        {
            Step();
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    public void Dispose()
    {
        scope.Dispose();
        model.Dispose();
    }

    private static void Near(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.shape, found.shape);
        Assert.InRange((expected - found).abs().max().item<float>(), 0, Close);
    }
}
