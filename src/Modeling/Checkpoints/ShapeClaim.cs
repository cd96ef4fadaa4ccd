namespace LmmCl.Modeling.Checkpoints;

/// <summary>A number that follows from fields of a configuration and must be a dimension of a stored tensor.</summary>
/// <param name="Field">File and field, for the error message.</param>
/// <param name="Value">The number.</param>
/// <param name="Tensor">The tensor; for a number of layers, the common prefix of their names.</param>
/// <param name="Dimension">The dimension; null for a number of layers.</param>
public sealed record ShapeClaim(string Field, long Value, string Tensor, int? Dimension)
{
    /// <summary>Derivation of the number from the field, for messages; null if it is the field's own value.</summary>
    public string? Meaning { get; init; }
}
