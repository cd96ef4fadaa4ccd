namespace LmmCl.Page.Tests.Browsing;

/// <summary>A number on the page.</summary>
/// <param name="Path">Its place in the keyed report.</param>
/// <param name="Value">The exact value.</param>
/// <param name="Text">What a reader sees.</param>
internal sealed record PageFigure(IReadOnlyList<string> Path, double Value, string Text);
