using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>A checkpoint that stores only a stage's changes, relative to the weights it started from.</summary>
public static class DeltaCheckpoint
{
    /// <summary>Name of the file with the changed tensors.</summary>
    public const string TensorFile = "delta.safetensors";

    /// <summary>
    /// Writes the named parameters of <paramref name="model"/> and the manifest, which also covers files already in the folder.
    /// </summary>
    /// <param name="model">The model after the stage.</param>
    /// <param name="names">Parameters that the stage may have changed.</param>
    /// <param name="parentState">Hash of the model before the stage (<see cref="ModelHash"/>).</param>
    /// <param name="folder">Destination, created if necessary.</param>
    /// <exception cref="ArgumentException">The model has no parameter with one of the names.</exception>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    public static CheckpointManifest Save(IMultimodalModel model, IEnumerable<string> names, string parentState, string folder)
    {
        var parameters = model.Parameters.ToDictionary(parameter => parameter.Name);
        var chosen = names.Distinct().Select(name => parameters.TryGetValue(name, out var parameter)
            ? parameter
            : throw new ArgumentException(
                $"The model has no parameter '{name}'. {NearMatches.Suggest(name, parameters.Keys)}", nameof(names))).ToList();
        CheckpointFolder.Make(folder);
        File.Delete(Path.Combine(folder, CheckpointManifest.FileName));
        SafetensorsWriter.Write(Path.Combine(folder, TensorFile), ModelWeights.ToSafetensors(chosen));
        return CheckpointManifest.Seal(folder, ModelHash.Of(model), parentState);
    }

    /// <summary>Loads the stored tensors into <paramref name="model"/>, which must hold the stage's initial weights.</summary>
    /// <exception cref="InputException">
    /// The folder is incomplete or damaged, or belongs to other weights; the model may be left partially modified.
    /// </exception>
    public static CheckpointManifest Apply(IMultimodalModel model, string folder)
    {
        var manifest = CheckpointManifest.Open(folder);
        using var stored = CheckpointTensors.OpenFile(Path.Combine(folder, TensorFile));
        var parameters = model.Parameters.ToDictionary(parameter => parameter.Name);
        foreach (var name in stored.Names)
        {
            var tensor = stored.Find(name)!;
            if (!parameters.TryGetValue(name, out var parameter) || !tensor.Entry.Shape.SequenceEqual(parameter.Value.shape))
            {
                throw new InputException(
                    $"{stored.Place}: {name}",
                    "the model has no parameter of this name and shape.",
                    "The checkpoint belongs to another base model.");
            }

            TensorBytes.Read(tensor, parameter.Value);
        }

        var state = ModelHash.Of(model);
        return state == manifest.State
            ? manifest
            : throw new InputException(
                folder,
                $"with it applied the weights have hash {state[..12]}, the manifest says {manifest.State[..12]}.",
                "Apply it to the checkpoint that the stage started from.");
    }
}
