namespace LmmCl.Abstractions;

/// <summary>Says what a method is.</summary>
/// <param name="Id">Name in a spec, the same as in <c>plugin.json</c>: <c>SelectiveTuning</c>.</param>
/// <param name="Version">Version of the method; recorded with every experiment.</param>
/// <param name="Capabilities">The same as in <c>plugin.json</c>.</param>
/// <param name="SettingsType">A record whose <c>init</c> properties are the settings, each with a default, bound and validated before
/// anything runs (<see cref="MethodSettings"/>); a record without properties for a method that has none.</param>
/// <param name="Citation">Where the method was published.</param>
public sealed record MethodDescriptor(string Id, Version Version, MethodCapabilities Capabilities, Type SettingsType, string Citation);
