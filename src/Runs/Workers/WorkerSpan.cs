namespace LmmCl.Runs.Workers;

/// <summary>A finished span of a stage's trace.</summary>
/// <param name="Name">Name of the span, such as <c>train</c>.</param>
/// <param name="Start">Time that it began, UTC.</param>
/// <param name="Elapsed">Its duration.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
internal sealed record WorkerSpan(string Name, DateTimeOffset Start, TimeSpan Elapsed, string? Error);
