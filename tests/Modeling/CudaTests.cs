using LmmCl.Abstractions;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Tests.Small;
using LmmCl.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests;

public class CudaTests
{
    private const double Tolerance = 1e-4;

    private static readonly Placement onCuda = Placement.Default with { Device = CUDA };

    [CudaFact]
    public void A_moved_batch_is_the_same_batch_and_keeps_the_one_in_main_memory()
    {
        var made = SmallModel.Pictures((12, 12, true));
        using var moved = made.MoveTo(CUDA);

        Assert.Same(made, moved.OnHost);
        Assert.Equal(DeviceType.CUDA, moved.InputIds.device_type);
        Assert.Equal(made.InputIds.data<long>().ToArray(), moved.InputIds.cpu().data<long>().ToArray());
        Assert.Equal(made.PixelValues!.data<float>().ToArray(), moved.PixelValues!.cpu().data<float>().ToArray());
    }

    [CudaFact]
    public void A_model_says_the_same_on_a_gpu_as_on_the_cpu()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var here = SmallModel.Create();
        using var there = SmallModel.Create(placement: onCuda);
        foreach (var made in new[] { SmallModel.Pictures((12, 12, true), (24, 12, true)), SmallModel.Texts(left: true, 5, 9) })
        {
            var expected = here.Logits(made);
            using var moved = made.MoveTo(CUDA);

            Assert.True((there.Logits(moved).cpu() - expected).abs().max().item<float>() < Tolerance);
        }
    }

    [CudaFact]
    public void Prompts_are_continued_on_a_gpu_as_on_the_cpu()
    {
        using var here = SmallModel.Create();
        using var there = SmallModel.Create(placement: onCuda);
        var made = SmallModel.Texts(left: true, 5, 9, 7);
        var options = new GenerationOptions(6, []);
        var expected = GreedyDecoder.Generate(here, made, options);
        using var moved = made.MoveTo(CUDA);

        Assert.Equal(expected, GreedyDecoder.Generate(there, moved, options));
    }

    [CudaFact]
    public void Checkpointed_blocks_give_the_same_gradients_on_a_gpu_with_dropout_too()
    {
        using var model = SmallModel.Create(placement: onCuda);
        using var batch = SmallModel.Texts(left: false, 9, 6).MoveTo(CUDA);
        foreach (var module in model.Modules.Where(module => module.Kind == ModuleKind.Mlp))
        {
            module.Wrap((x, inner) => inner(nn.functional.dropout(x, 0.5)));
        }

        // With a session open each block draws from a seed of its own, recomputed or not: two sessions are compared.
        var (first, second) = (Gradients(), Gradients());

        Assert.All(first, gradient => Assert.All(gradient.Value.Zip(second[gradient.Key]), pair => Assert.Equal(pair.First, pair.Second, Tolerance)));
        Assert.Contains(first.Values, gradient => gradient.Any(value => value != 0));

        Dictionary<string, float[]> Gradients()
        {
            using var scope = NewDisposeScope();
            manual_seed(7);
            using var recomputation = Recomputation.Begin(0);
            model.Logits(batch).square().mean().backward();
            recomputation.ThrowIfFailed();
            var found = model.Parameters
                .Where(parameter => parameter.Value.grad is not null)
                .ToDictionary(parameter => parameter.Name, parameter => parameter.Value.grad!.cpu().data<float>().ToArray());
            foreach (var parameter in model.Parameters)
            {
                parameter.Value.grad = null;
            }

            return found;
        }
    }
}
