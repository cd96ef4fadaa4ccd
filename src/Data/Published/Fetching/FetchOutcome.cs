namespace LmmCl.Data.Published.Fetching;

/// <summary>The outcome of a download.</summary>
/// <param name="Item">The file.</param>
/// <param name="Problem">Reason for the failure; null if the file is complete.</param>
/// <param name="WasThere">True if the file existed already.</param>
internal sealed record FetchOutcome(FetchItem Item, string? Problem, bool WasThere);
