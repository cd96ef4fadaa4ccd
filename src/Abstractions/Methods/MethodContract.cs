namespace LmmCl.Abstractions;

/// <summary>The version of the contract in this assembly.</summary>
public static class MethodContract
{
    /// <summary>A plugin is compatible if this version lies in the range [min, max) of its manifest.</summary>
    public static Version Version { get; } = new(1, 0);
}
