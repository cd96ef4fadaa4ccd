namespace LmmCl.Evaluation.Forgetting;

/// <summary>One named way of putting learning or forgetting into a number. A report says which it prints.</summary>
/// <param name="Id">Such as <c>heldout_change_worst</c>.</param>
/// <param name="Version">Raised when the same matrix could give another number.</param>
/// <param name="Title">For a table's head.</param>
/// <param name="Formula">In the notation of a[k, b], t_k, T.</param>
/// <param name="Of">The number, in percentage points (percent for average accuracy); null if it cannot be said.</param>
public sealed record ForgettingDefinition(string Id, int Version, string Title, string Formula, Func<AccuracyMatrix, double?> Of);
