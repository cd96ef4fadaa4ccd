namespace LmmCl.Data.Mixtures;

/// <summary>One file of a mixture.</summary>
/// <param name="File">Path of its JSON or JSON lines file.</param>
/// <param name="Strategy">Selection of its records.</param>
public sealed record MixturePart(string File, SamplingStrategy Strategy);
