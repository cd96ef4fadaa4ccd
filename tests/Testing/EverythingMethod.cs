using System.ComponentModel.DataAnnotations;
using System.Globalization;
using LmmCl.Abstractions;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests;

/// <summary>
/// Does all that the contract allows, so that the kit is seen to allow it too: asks a teacher, adds a vector to every MLP's output, shrinks
/// a weight that does not train, goes on from the stage before, counts what it must save, offers variants.
/// </summary>
internal sealed class EverythingMethod : IMitigationMethod, IDisposable
{
    private const string Vectors = "vectors.safetensors";
    private const string Counter = "answers.txt";

    private readonly List<Parameter> added = [];
    private long answers;

    public MethodDescriptor Describe() => new(
        "Everything",
        new Version(1, 0, 0),
        MethodCapabilities.NeedsTeacher | MethodCapabilities.AddsParameters | MethodCapabilities.MergesWeights
            | MethodCapabilities.ChangesInference | MethodCapabilities.KeepsStateBetweenStages,
        typeof(EverythingSettings),
        "none");

    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var start = stage.PreviousStateFolder is { } previous ? Path.Combine(previous, Vectors) : null;
        Wrap(stage.Model, stage.Files, start, 1);
        var vectors = added.Select((vector, layer) => new ModelParameter($"vector.{layer}", ParameterRole.Added, layer, vector));
        stage.Train(Recipes.Parse("mlp_down").Select(stage.Model).Concat(vectors));
        stage.Merge(Recipes.Parse("mlp_gate_up").Select(stage.Model));
        return ValueTask.CompletedTask;
    }

    public Tensor Loss(StepContext step)
    {
        answers += step.Answers.Count;
        Tensor before;
        using (no_grad())
        {
            before = step.Teacher.AnswerLogits;
        }

        var drift = (step.Forward.AnswerLogits - before).square().mean();
        return step.TaskLoss() + (drift * step.Weight / (1 + (0.01 * step.Step)));
    }

    public ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var untracked = no_grad();
        foreach (var weight in stage.Merged)
        {
            weight.Value.mul_(1 - (1e-4 * answers));
        }

        stage.Files.Write(Path.Combine(stage.StateFolder, Vectors), added.Select((vector, layer) => ($"{layer}", (Tensor)vector)));
        return ValueTask.CompletedTask;
    }

    public void Attach(AttachContext context) => Wrap(
        context.Model,
        context.Files,
        Path.Combine(context.StateFolder, Vectors),
        context.Variant is { } share ? double.Parse(share, CultureInfo.InvariantCulture) : context.Settings<EverythingSettings>().Share);

    public IReadOnlyList<string> Variants(object settings) => ["0.5", "0.25"];

    public void SaveState(string folder) =>
        File.WriteAllText(Path.Combine(folder, Counter), answers.ToString(CultureInfo.InvariantCulture));

    public void RestoreState(string folder) =>
        answers = long.Parse(File.ReadAllText(Path.Combine(folder, Counter)), CultureInfo.InvariantCulture);

    public void Dispose() => added.ForEach(vector => vector.Dispose());

    private void Wrap(IMultimodalModel model, ITensorFiles files, string? start, double share)
    {
        using var scope = NewDisposeScope();
        var read = start is null ? null : files.Read(start);
        foreach (var module in model.Modules.Where(module => module.Kind == ModuleKind.Mlp))
        {
            var value = read is null ? zeros(module.Parameters[0].Value.shape[1]) : read[$"{module.Layer}"].clone();
            var vector = new Parameter(value).DetachFromDisposeScope() as Parameter;
            added.Add(vector!);
            module.Wrap((input, inner) => inner(input) + (vector! * share).to(input.dtype));
        }
    }

    private sealed record EverythingSettings
    {
        [Range(0.0, 1.0)]
        public double Share { get; init; } = 1;
    }
}
