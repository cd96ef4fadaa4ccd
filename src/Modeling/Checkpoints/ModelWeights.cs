using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>Copies weights between a model and stored tensors.</summary>
internal static class ModelWeights
{
    private const int Listed = 5;

    /// <summary>Loads all parameters of a model. The stored tensors must match them exactly, in names and shapes.</summary>
    /// <exception cref="InputException">A tensor is missing, unexpected or of another shape; the message names all of them.</exception>
    public static void Load(CheckpointTensors stored, IMultimodalModel model)
    {
        Check(stored, ShapesOf(model));
        foreach (var parameter in model.Parameters)
        {
            var found = stored.Find(parameter.Name)!;
            TensorBytes.Read(found, parameter.Value, (start, values) => FiniteValues.Check(found, start, values));
        }
    }

    /// <summary>Returns name, role and shape of every parameter.</summary>
    public static IReadOnlyCollection<ParameterShape> ShapesOf(IMultimodalModel model) =>
    [
        .. model.Parameters.Select(parameter =>
            new ParameterShape(parameter.Name, parameter.Role, parameter.Layer, parameter.Value.shape)),
    ];

    /// <summary>Checks that the stored tensors match the parameters of a model, before the model is allocated.</summary>
    /// <exception cref="InputException">As for <see cref="Load"/>.</exception>
    public static void Check(CheckpointTensors stored, IReadOnlyCollection<ParameterShape> parameters)
    {
        var expected = parameters.ToDictionary(parameter => parameter.Name);
        var tiedHead = parameters.All(parameter => parameter.Role != ParameterRole.Head);
        var missing = expected.Keys.Where(name => stored.Find(name) is null).ToList();
        var unknown = stored.Names.Where(name => !expected.ContainsKey(name) && !MayBeThere(name, tiedHead)).ToList();
        var problems = new[]
        {
            Problem("missing", missing),
            Problem("not part of this model", unknown) + NearMiss(unknown, missing),
            Problem("of another shape", expected.Values.Select(parameter => Misshapen(parameter, stored)).OfType<string>()),
        };
        var found = string.Join("; ", problems.Where(problem => !string.IsNullOrEmpty(problem)));
        if (found.Length > 0)
        {
            throw new InputException(
                stored.Place,
                $"the tensors do not fit config.json: {found}.",
                "Use the config.json that belongs to these weights, or download the folder again.");
        }
    }

    /// <summary>Returns the named parameters as tensors to write.</summary>
    public static IEnumerable<SafetensorsTensor> ToSafetensors(IEnumerable<ModelParameter> parameters) =>
        parameters.Select(parameter => TensorBytes.ToSafetensors(parameter.Name, parameter.Value));

    /// <summary>
    /// Returns true for tensors that may be stored without being parameters: tables derived from the configuration, and a copy of a tied
    /// embedding under the head's name.
    /// </summary>
    private static bool MayBeThere(string name, bool tiedHead) => TensorNames.IsDerived(name) || (tiedHead && name == "lm_head.weight");

    private static string? Misshapen(ParameterShape parameter, CheckpointTensors stored) =>
        stored.Find(parameter.Name) is { } found && !found.Entry.Shape.SequenceEqual(parameter.Shape)
            ? $"{parameter.Name} (stored [{string.Join(", ", found.Entry.Shape)}], config.json says [{string.Join(", ", parameter.Shape)}])"
            : null;

    /// <summary>Suggests the missing tensor that the first unknown name may stand for, if their names are similar.</summary>
    private static string? NearMiss(List<string> unknown, List<string> missing) =>
        unknown.Order(StringComparer.Ordinal).FirstOrDefault() is { } first
        && NearMatches.Suggest(first, missing) is var near && near.StartsWith("Did", StringComparison.Ordinal)
            ? $" ({near})"
            : null;

    private static string? Problem(string what, IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.Ordinal).ToList();
        var rest = all.Count > Listed ? $" and {all.Count - Listed} more" : "";
        return all.Count == 0 ? null : $"{what}: {string.Join(", ", all.Take(Listed))}{rest}";
    }
}
