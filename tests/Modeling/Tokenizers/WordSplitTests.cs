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

    [Fact]
    public void Llama_takes_up_to_three_digits_at_once() =>
        Assert.Equal(["123", "45"], new WordSplit(digits: 3).Split("12345", opensTheText: true));
}
