namespace LmmCl.Modeling.Checkpoints;

/// <summary>A number that follows from fields of a configuration and must be a dimension of a stored tensor.</summary>
/// <param name="Field">File and field, for the error message.</param>
/// <param name="Value">The number.</param>
/// <param name="Tensor">The tensor; for a number of layers, the common beginning of their names.</param>
/// <param name="Dimension">The dimension; null for a number of layers.</param>
public sealed record ShapeClaim(string Field, long Value, string Tensor, int? Dimension)
{
    /// <summary>The way in which the number follows from the field, if it is not the field's own value.</summary>
    public string? Meaning { get; init; }
}
