namespace LmmCl.Data.TinyWorld.Tasks;

/// <summary>Options with the letter of the correct one.</summary>
internal sealed record Choices(IReadOnlyList<string> Options, int Right)
{
    /// <summary>Instruction of the option-letter benchmarks.</summary>
    public const string Instruction = "Answer with the option's letter from the given choices directly.";

    public string Letter => Name(Right);

    /// <summary>Lines such as "A. red".</summary>
    public string Lines => string.Join('\n', Options.Select((option, i) => $"{Name(i)}. {option}"));

    /// <summary>
    /// Keeps <paramref name="options"/> in their own order, which is the same in every question of a kind: a model with a million
    /// parameters learns to recognise images but not to permute options.
    /// </summary>
    public static Choices Of(IReadOnlyList<string> options, string right) => new(options, options.ToList().IndexOf(right));

    public static string Name(int index) => ((char)('A' + index)).ToString();
}
