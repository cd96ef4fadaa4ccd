namespace LmmCl.Data.Published.Fetching;

/// <summary>The outcome of a download.</summary>
/// <param name="Item">The file.</param>
/// <param name="Problem">Reason for which it is not there; null if it is.</param>
/// <param name="WasThere">True if it was there already.</param>
internal sealed record FetchOutcome(FetchItem Item, string? Problem, bool WasThere);
