using LmmCl.Events;
using static TorchSharp.torch;

namespace LmmCl.Runs.Stages;

/// <summary>What the answers of a base model to a benchmark follow from, besides the questions.</summary>
/// <param name="Model">Hash of its weights in their type.</param>
/// <param name="ModelFiles">Hash of its files: configuration, tokenizer and image processor decide answers as well.</param>
/// <param name="Device">Where it answers.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Pictures">Hash of the pictures that are asked about.</param>
internal sealed record AnswerKey(string Model, ContentHash ModelFiles, Device Device, string Benchmark, ContentHash Pictures);
