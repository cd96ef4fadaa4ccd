namespace LmmCl.Evaluation.Forgetting;

/// <summary>A named definition that quantifies learning or forgetting. Reports state which ones they print.</summary>
/// <param name="Id">Id such as <c>heldout_change_worst</c>.</param>
/// <param name="Version">Version, incremented when the same matrix could yield another number.</param>
/// <param name="Title">Column heading in tables.</param>
/// <param name="Formula">Formula in the notation of a[k, b], t_k, T.</param>
/// <param name="Of">Computes the number, in percentage points (percent for average accuracy); null if undefined.</param>
public sealed record ForgettingDefinition(string Id, int Version, string Title, string Formula, Func<AccuracyMatrix, double?> Of);
