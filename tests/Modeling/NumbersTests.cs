using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tests.Small;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests;

/// <summary>
/// docs/adr/0016-numbers-outlive-their-call.md. What it looks for needs optimised code (the project file) and more threads than cores, so
/// that some wait between the moment a number's address is taken and the moment it is read.
/// </summary>
[Collection(LiveTensors.Name)]
public sealed class NumbersTests : IDisposable
{
    private const int Passes = 40;

    private readonly MultimodalBatch texts = SmallModel.Texts(left: true, 5, 9, 7);
    private readonly MultimodalBatch pictures = SmallModel.Pictures((12, 12, true));

    [Fact]
    public async Task Garbage_collection_during_a_pass_changes_no_bit()
    {
        using var ended = new CancellationTokenSource();
        var collecting = Task.Run(() =>
        {
            while (!ended.IsCancellationRequested)
            {
                GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            }
        });
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount + 2).Select(_ => Task.Run(() => PassAlike(ended))));
        }
        finally
        {
            await ended.CancelAsync();
            await collecting;
        }
    }

    public void Dispose()
    {
        texts.Dispose();
        pictures.Dispose();
    }

    private void PassAlike(CancellationTokenSource ended)
    {
        try
        {
            using var model = SmallModel.Create();
            foreach (var parameter in model.Parameters)
            {
                parameter.Value.requires_grad = true;
            }

            var (ofTexts, ofPictures) = (Pass(model, texts), Pass(model, pictures));
            for (var pass = 0; pass < Passes && !ended.IsCancellationRequested; pass++)
            {
                Assert.Equal(ofTexts, Pass(model, texts));
                Assert.Equal(ofPictures, Pass(model, pictures));
            }
        }
        catch
        {
            ended.Cancel();
            throw;
        }
    }

    /// <summary>The logits, then the gradients of their mean.</summary>
    private static float[] Pass(LlavaOnevisionModel model, MultimodalBatch batch)
    {
        using var scope = NewDisposeScope();
        var logits = model.Logits(batch);
        logits.mean().backward();
        var gradients = model.Parameters.Select(parameter => parameter.Value.grad).OfType<Tensor>().ToList();
        float[] numbers = [.. logits.data<float>(), .. gradients.SelectMany(gradient => gradient.data<float>().ToArray())];
        model.zero_grad();
        return numbers;
    }
}
