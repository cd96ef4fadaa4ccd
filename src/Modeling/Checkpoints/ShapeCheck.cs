using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>
/// Compares a configuration with the headers of the weights before anything is allocated: a damaged configuration, such as one of two
/// million layers, would otherwise exhaust memory before the mismatch is found.
/// </summary>
internal static class ShapeCheck
{
    /// <summary>Compares the fields of the configuration, so that an error names the one that is wrong.</summary>
    /// <exception cref="InputException">A field does not fit the weights.</exception>
    public static void Check(CheckpointTensors stored, IEnumerable<ShapeClaim> claims)
    {
        foreach (var claim in claims)
        {
            if (Found(stored, claim) is { } found && found != claim.Value)
            {
                if (found == 0 && claim.Dimension is null)
                {
                    throw new InputException(
                        stored.Place,
                        $"no tensor's name begins with '{claim.Tensor}'; the first is '{Shown.Of(stored.Names.FirstOrDefault() ?? "")}'.",
                        "Save the model itself with save_pretrained: a wrapper such as 'module.' or 'base_model.model.' is not read.");
                }

                var said = claim.Meaning ?? claim.Value.ToString(CultureInfo.InvariantCulture);
                throw new InputException(
                    claim.Field,
                    claim.Dimension is null
                        ? $"{said} layers, but {stored.Place} has {found}."
                        : $"{said}, but {claim.Tensor} in {stored.Place} has {found}.",
                    "Use the config.json that belongs to these weights, or download the folder again.");
            }
        }
    }

    /// <summary>Returns the stored number; null if the tensor is missing, which is reported separately.</summary>
    private static long? Found(CheckpointTensors stored, ShapeClaim claim) =>
        claim.Dimension is not { } dimension ? CountLayers(stored.Names, claim.Tensor)
            : stored.Find(claim.Tensor)?.Entry.Shape is { } shape && dimension < shape.Length ? shape[dimension]
            : null;

    private static int CountLayers(IEnumerable<string> names, string prefix) =>
        names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..].Split('.', 2)[0])
            .Distinct()
            .Count();
}
