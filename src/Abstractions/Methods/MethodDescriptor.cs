namespace LmmCl.Abstractions;

/// <summary>Describes a method.</summary>
/// <param name="Id">Name in a spec, identical to that in <c>plugin.json</c>: <c>SelectiveTuning</c>.</param>
/// <param name="Version">Version of the method; recorded with every experiment.</param>
/// <param name="Capabilities">Declared capabilities, identical to those in <c>plugin.json</c>.</param>
/// <param name="SettingsType">A record whose <c>init</c> properties are the settings, each with a default, bound and validated before
/// anything runs (<see cref="MethodSettings"/>); a record without properties for a method that has none.</param>
/// <param name="Citation">Publication that introduced the method.</param>
public sealed record MethodDescriptor(string Id, Version Version, MethodCapabilities Capabilities, Type SettingsType, string Citation);
