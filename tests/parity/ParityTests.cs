using LmmCl.Abstractions;
using LmmCl.Training;
using LmmCl.Training.Optimisation;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Parity.Tests;

/// <summary>
/// tiny-ov in fp32 against an independent implementation in plain PyTorch:
/// relative to each tensor's largest value, and after twenty steps absolutely, as the golden runs state it.
/// </summary>
public sealed class ParityTests : IDisposable
{
    private const int Steps = 20;
    /// <summary>
    /// As in the golden runs. Adam turns the rounding noise of a vanishing gradient into whole steps, so differences grow with the rate.
    /// </summary>
    private const double Rate = 5e-4;

    private const double Tolerance = 1e-5;
    private const double AbsoluteToleranceAfterSteps = 1e-4;

    /// <summary>
    /// Attention without rotary positions does not feel a key bias: its gradient is rounding noise, which Adam scales to whole steps.
    /// </summary>
    private const string WithoutSignal = "self_attn.k_proj.bias";

    private readonly string folder = Directory.CreateTempSubdirectory("parity-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Logits_loss_and_every_gradient_equal_PyTorchs()
    {
        using var tiny = new TinyOv();
        using var reference = PyTorchReference.Run(TinyOv.Checkpoint, tiny.Batch, folder, steps: 0, Rate);
        var model = tiny.Loaded.Model;

        using (no_grad())
        {
            // What stands at padding is nobody's answer, and the two fill it differently.
            using var real = tiny.Batch.AttentionMask.flatten().nonzero().squeeze(1);
            using var logits = model.Logits(tiny.Batch).flatten(0, 1).index_select(0, real);
            using var computed = tensor(reference.ReadSingles("logits"), reference.Entries["logits"].Shape);
            using var expected = computed.flatten(0, 1).index_select(0, real);
            AssertClose("logits", expected.flatten().data<float>().ToArray(), logits, Tolerance);
        }

        using var answers = AnswerPositions.Of(tiny.Batch);
        using var loss = new StepContext(model, null, tiny.Batch, answers) { Step = 1, Steps = 1, Examples = [], Weight = 1 }.TaskLoss();
        loss.backward();

        Assert.Equal(reference.ReadSingles("loss")[0], loss.item<float>(), Tolerance * Math.Abs(loss.item<float>()));
        foreach (var parameter in model.Parameters.Where(parameter => parameter.Value.grad is not null && !IsNoise(parameter)))
        {
            var gradient = reference.ReadSingles("gradient/" + parameter.Name);
            AssertClose("gradient/" + parameter.Name, gradient, parameter.Value.grad!, Tolerance);
        }

        var unreached = model.Parameters.Where(parameter => parameter.Value.grad is null);
        Assert.All(unreached, parameter => Assert.Contains("post_layernorm", parameter.Name));
    }

    [Fact]
    public async Task Twenty_optimiser_steps_end_where_PyTorchs_end()
    {
        using var tiny = new TinyOv();
        using var reference = PyTorchReference.Run(TinyOv.Checkpoint, tiny.Batch, folder, Steps, Rate);
        var options = new TrainingOptions
        {
            LearningRate = Rate,
            EffectiveBatch = tiny.Examples.Count,
            MicroBatch = tiny.Examples.Count,
            MaxSteps = Steps,
            Order = ExampleOrder.AsInFile,
        };

        await new Pretraining(tiny.Loaded.Model, tiny.Examples, options).RunAsync(Path.Combine(folder, "work"));

        foreach (var parameter in tiny.Loaded.Model.Parameters.Where(parameter => !IsNoise(parameter)))
        {
            var after = reference.ReadSingles("after/" + parameter.Name);
            AssertClose("after/" + parameter.Name, after, parameter.Value, AbsoluteToleranceAfterSteps, relative: false);
        }
    }

    private static bool IsNoise(ModelParameter parameter) =>
        parameter.Role == ParameterRole.VisionTower && parameter.Name.EndsWith(WithoutSignal, StringComparison.Ordinal);

    private static void AssertClose(string name, float[] expected, Tensor ours, double tolerance, bool relative = true)
    {
        using var flat = ours.detach().flatten();
        var found = flat.data<float>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        var scale = relative ? Math.Max(expected.Max(Math.Abs), 1e-6f) : 1;
        var difference = expected.Zip(found, (a, b) => Math.Abs(a - b)).Max() / scale;
        var measure = relative ? " of its largest value" : "";
        Assert.True(difference <= tolerance, $"{name}: differs by {difference:G3}{measure}, allowed {tolerance:G3}.");
    }
}
