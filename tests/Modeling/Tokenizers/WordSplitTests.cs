using System.Text.RegularExpressions;
using LmmCl.Modeling.Tokenizers.Splitting;

namespace LmmCl.Modeling.Tests.Tokenizers;

public class WordSplitTests
{
    [Theory]
    [InlineData("It's 10:25", "It|'s| |1|0|:|2|5")]
    [InlineData("x'Sz 'ſa", "x|'S|z| '|ſa")]
    [InlineData("a  b\n\n  c", "a| | b|\n\n| | c")]
    [InlineData("🚀!\n\nok", "🚀!\n\n|ok")]
    [InlineData("𝒜𠀀 𝟘½", "𝒜𠀀| |𝟘|½")]
    [InlineData(" \u200bx", " \u200b|x")]
    [InlineData("tab\there ", "tab|\there| ")]
    public void Pieces_are_those_of_the_regular_expression_over_code_points(string text, string pieces) =>
        Assert.Equal(pieces.Split('|'), new WordSplit(digits: 1).Split(text, opensTheText: true));

    /// <summary>Where every character is one UTF-16 unit, .NET reads the published expressions as the reference does.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Pieces_of_random_text_are_those_of_the_published_expression(int digits)
    {
        const string alphabet = "aZé字ष़' 's'T'll'VE'd12½٣Ⅷ \t\n\r\u0085\u00A0\u2028\u3000\u200B\u0301_-!?。<|>";
        var pattern = new Regex(digits == 1 ? WordSplit.Qwen2Pattern : WordSplit.Llama3Pattern, RegexOptions.CultureInvariant);
        var random = new Random(3);
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            Assert.Equal(pattern.Matches(text).Select(match => match.Value), new WordSplit(digits).Split(text, opensTheText: true));
        }
    }

    [Fact]
    public void Llama_takes_up_to_three_digits_at_once() =>
        Assert.Equal(["123", "45"], new WordSplit(digits: 3).Split("12345", opensTheText: true));
}
