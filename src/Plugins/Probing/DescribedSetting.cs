namespace LmmCl.Plugins.Probing;

/// <summary>One setting of a method.</summary>
/// <param name="Name">Name as written in a spec.</param>
/// <param name="Kind">Accepted values as text: <c>text</c>, <c>number</c>, the choices of an enumeration.</param>
/// <param name="Default">Default value as JSON; null if there is none.</param>
internal sealed record DescribedSetting(string Name, string Kind, string? Default);
