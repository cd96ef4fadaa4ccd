namespace LmmCl.Data.TinyWorld.Tasks;

/// <summary>Options with the letter of the right one.</summary>
internal sealed record Choices(IReadOnlyList<string> Options, int Right)
{
    /// <summary>The instruction of the option-letter benchmarks.</summary>
    public const string Instruction = "Answer with the option's letter from the given choices directly.";

    public string Letter => Name(Right);

    /// <summary>"A. red" lines.</summary>
    public string Lines => string.Join('\n', Options.Select((option, i) => $"{Name(i)}. {option}"));

    /// <summary>
    /// All of <paramref name="options"/> in their own order, which is the same in every question of a kind: a million parameters learn to
    /// see, but not to shuffle.
    /// </summary>
    public static Choices Of(IReadOnlyList<string> options, string right) => new(options, options.ToList().IndexOf(right));

    public static string Name(int index) => ((char)('A' + index)).ToString();
}
