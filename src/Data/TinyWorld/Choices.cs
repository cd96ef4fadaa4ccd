namespace LmmCl.Data.TinyWorld;

/// <summary>Options in random order with the letter of the right one.</summary>
internal sealed record Choices(IReadOnlyList<string> Options, int Right)
{
    /// <summary>The instruction of the option-letter benchmarks.</summary>
    public const string Instruction = "Answer with the option's letter from the given choices directly.";

    public string Letter => Name(Right);

    /// <summary>"A. red" lines.</summary>
    public string Lines => string.Join('\n', Options.Select((option, i) => $"{Name(i)}. {option}"));

    /// <summary>Mixes <paramref name="right"/> with <paramref name="count"/> - 1 of <paramref name="others"/>.</summary>
    public static Choices Among(SeededRandom random, string right, IEnumerable<string> others, int count = 4)
    {
        var wrong = others.Where(other => other != right).Distinct().ToList();
        var options = random.Sample([right, .. random.Sample(wrong, Math.Min(count - 1, wrong.Count))], Math.Min(count, wrong.Count + 1));
        return new(options, options.IndexOf(right));
    }

    public static string Name(int index) => ((char)('A' + index)).ToString();
}
