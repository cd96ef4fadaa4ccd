using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.WiSEFT;

/// <summary>
/// Tensors of a stage's two models that a sweep needs, in the stage's state folder: every merged tensor of the previous model, and the
/// trained tensors of the tuned model.
/// </summary>
internal static class KeptModels
{
    private const string PreviousFile = "previous.safetensors";
    private const string TunedFile = "tuned.safetensors";

    /// <summary>Writes the tensors of both models.</summary>
    /// <param name="stage">The stage, after training and before the merge.</param>
    /// <param name="previous">Returns the initial tensor of a parameter in the stage.</param>
    public static void Write(StageContext stage, Func<ModelParameter, Tensor> previous)
    {
        var before = stage.Merged.Select(parameter => (parameter.Name, previous(parameter)));
        var after = stage.Trained.Select(parameter => (parameter.Name, (Tensor)parameter.Value));
        stage.Files.Write(Path.Combine(stage.StateFolder, PreviousFile), before);
        stage.Files.Write(Path.Combine(stage.StateFolder, TunedFile), after);
    }

    /// <summary>Loads another weighted mean of the two models into a model.</summary>
    /// <exception cref="InputException">The tensors are missing, damaged, or of another model.</exception>
    public static void Merge(AttachContext context, WeightedMean mean)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var path = Path.Combine(context.StateFolder, PreviousFile);
        var previous = context.Files.Read(path);
        var tuned = context.Files.Read(Path.Combine(context.StateFolder, TunedFile));
        var parameters = context.Model.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var (name, before) in previous)
        {
            var after = tuned.GetValueOrDefault(name, before);
            if (!parameters.TryGetValue(name, out var parameter)
                || !parameter.Value.shape.SequenceEqual(before.shape)
                || !before.shape.SequenceEqual(after.shape))
            {
                throw new InputException($"{path}: {name}", "the model has no such tensor of this shape: the two do not belong together.");
            }

            using var merged = mean.Of(before, after);
            parameter.Value.copy_(merged);
        }
    }
}
