namespace LmmCl.Data.Mixtures;

/// <summary>One file of a mixture.</summary>
/// <param name="File">Path of its JSON or JSON lines.</param>
/// <param name="Strategy">Which of its records are taken.</param>
public sealed record MixturePart(string File, SamplingStrategy Strategy);
