using LmmCl.Tests;
using LmmCl.Training.Tests.Small;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Training.Tests;

public class CudaTests
{
    [CudaFact]
    public async Task A_stage_on_a_gpu_learns_as_on_the_cpu()
    {
        var (here, there) = (await LossesAsync(CPU), await LossesAsync(CUDA));

        Assert.Equal(here.Count, there.Count);
        Assert.All(here.Zip(there), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    [CudaFact]
    public async Task A_bfloat16_stage_on_a_gpu_learns_with_masters()
    {
        var losses = await LossesAsync(CUDA, ScalarType.BFloat16);

        Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
        Assert.True(losses[^1] < losses[0], $"{losses[0]} became {losses[^1]}");
    }

    private static async Task<List<double>> LossesAsync(Device device, ScalarType dtype = ScalarType.Float32)
    {
        using var model = new SmallModel(dtype: dtype, device: device);
        using var recorder = new Recorder();
        var trainer = new StageTrainer(new RecipeMethod("full"), SmallStage.Of(model), new SmallExamples(20), SmallStage.Options);
        await trainer.RunAsync(listener: recorder);
        return [.. recorder.Steps.Select(step => step.Point.Loss)];
    }
}
