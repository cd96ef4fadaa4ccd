using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>A parameter that a model of some configuration has, known without allocating it.</summary>
/// <param name="Name">Name in the Hugging Face layout with the newer keys.</param>
/// <param name="Role">What it is.</param>
/// <param name="Layer">Index of its language-model layer; null outside the layers.</param>
/// <param name="Shape">Dimensions.</param>
public sealed record ParameterShape(string Name, ParameterRole Role, int? Layer, IReadOnlyList<long> Shape)
{
    /// <summary>Number of values.</summary>
    public long Count => Shape.Aggregate(1L, (product, dimension) => product * dimension);
}
