namespace LmmCl.Plugins.Probing;

/// <summary>One setting of a method.</summary>
/// <param name="Name">As a spec says it.</param>
/// <param name="Kind">What it takes, in words: <c>text</c>, <c>number</c>, the choices of an enumeration.</param>
/// <param name="Default">As JSON; null where there is none.</param>
internal sealed record DescribedSetting(string Name, string Kind, string? Default);
