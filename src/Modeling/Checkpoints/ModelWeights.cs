using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>Fills a model from stored tensors and the other way round.</summary>
internal static class ModelWeights
{
    private const int Listed = 5;

    /// <summary>Every parameter of the model must be stored with its shape, and nothing else may be.</summary>
    /// <exception cref="InputException">
    /// A tensor is missing, unexpected or of another shape; the message names all of them at once.
    /// </exception>
    public static void Load(CheckpointTensors stored, IMultimodalModel model)
    {
        var expected = model.Parameters.ToDictionary(parameter => parameter.Name);
        var tiedHead = model.Parameters.All(parameter => parameter.Role != ParameterRole.Head);
        var problems = new[]
        {
            Problem("missing", expected.Keys.Where(name => stored.Find(name) is null)),
            Problem("not part of this model", stored.Names.Where(name => !expected.ContainsKey(name) && !MayBeThere(name, tiedHead))),
            Problem("of another shape", expected.Values.Select(parameter => Misshapen(parameter, stored)).OfType<string>()),
        };
        var found = string.Join("; ", problems.OfType<string>());
        if (found.Length > 0)
        {
            throw new InputException(
                stored.Place,
                $"the tensors do not fit config.json: {found}.",
                "Use the config.json that belongs to these weights, or download the folder again.");
        }

        foreach (var parameter in model.Parameters)
        {
            TensorBytes.Read(stored.Find(parameter.Name)!, parameter.Value);
        }
    }

    /// <summary>The named parameters as tensors to be written.</summary>
    public static IEnumerable<SafetensorsTensor> ToSafetensors(IEnumerable<ModelParameter> parameters) =>
        parameters.Select(parameter => TensorBytes.ToSafetensors(parameter.Name, parameter.Value));

    /// <summary>The same, converted to a type.</summary>
    public static IEnumerable<SafetensorsTensor> ToSafetensors(IEnumerable<ModelParameter> parameters, ScalarType type) =>
        parameters.Select(parameter => TensorBytes.ToSafetensors(parameter.Name, parameter.Value, type));

    /// <summary>Tables that follow from the configuration, and a copy of the embedding under the head's name.</summary>
    private static bool MayBeThere(string name, bool tiedHead) => TensorNames.IsDerived(name) || (tiedHead && name == "lm_head.weight");

    private static string? Misshapen(ModelParameter parameter, CheckpointTensors stored)
    {
        var expected = parameter.Value.shape;
        return stored.Find(parameter.Name) is { } found && !found.Entry.Shape.SequenceEqual(expected)
            ? $"{parameter.Name} (stored [{string.Join(", ", found.Entry.Shape)}], config.json says [{string.Join(", ", expected)}])"
            : null;
    }

    private static string? Problem(string what, IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.Ordinal).ToList();
        var rest = all.Count > Listed ? $" and {all.Count - Listed} more" : "";
        return all.Count == 0 ? null : $"{what}: {string.Join(", ", all.Take(Listed))}{rest}";
    }
}
