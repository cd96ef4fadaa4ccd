using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>Description of a parameter derived from a configuration, without allocating it.</summary>
/// <param name="Name">Name in the Hugging Face layout with the newer keys.</param>
/// <param name="Role">Role of the parameter.</param>
/// <param name="Layer">Index of the language-model layer; null outside the layers.</param>
/// <param name="Shape">Dimensions.</param>
public sealed record ParameterShape(string Name, ParameterRole Role, int? Layer, IReadOnlyList<long> Shape)
{
    /// <summary>Number of values.</summary>
    public long Count => Shape.Aggregate(1L, (product, dimension) => product * dimension);
}
