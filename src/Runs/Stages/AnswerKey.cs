using LmmCl.Events;
using LmmCl.Runs.Inputs;
using static TorchSharp.torch;

namespace LmmCl.Runs.Stages;

/// <summary>Everything, besides the questions, that determines a base model's answers to a benchmark.</summary>
/// <param name="Model">Hash of the weights in their data type.</param>
/// <param name="ModelFiles">Hash of the model's files: configuration, tokenizer and image processor affect answers too.</param>
/// <param name="Device">The device that computes the answers.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Pictures">Hash of the pictures in the questions.</param>
internal sealed record AnswerKey(string Model, ContentHash ModelFiles, Device Device, string Benchmark, ContentHash Pictures)
{
    /// <summary>The key for a benchmark of a run.</summary>
    public static AnswerKey Of(RunInputs inputs, string model, Device device, string benchmark) =>
        new(model, inputs.ModelKey, device, benchmark, inputs.PicturesKey(benchmark));
}
