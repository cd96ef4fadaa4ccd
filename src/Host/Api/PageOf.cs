namespace LmmCl.Host.Api;

/// <summary>A part of a list.</summary>
/// <param name="Items">The entries of this part.</param>
/// <param name="Next">What to give as <c>after</c> for the next part; null if this is the last.</param>
internal sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);
