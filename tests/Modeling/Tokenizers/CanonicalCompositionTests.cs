using LmmCl.Modeling.Tokenizers.Normalization;

namespace LmmCl.Modeling.Tests.Tokenizers;

/// <summary>Held against literal values, so that they say the same with and without libicu.</summary>
public class CanonicalCompositionTests
{
    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u212B\u2126\uF900", "\u00C5\u03A9\u8C48")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\uD558\u11AB", "\uD55C")]
    [InlineData("a\u0307\u0323", "\u1EA1\u0307")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("ﬁ²", "ﬁ²")]
    [InlineData("e\u0316\u0301", "\u00E9\u0316")]
    [InlineData("e\uD800\u0301", "e\uD800\u0301")]
    public void Text_is_composed_canonically(string text, string composed) =>
        Assert.Equal(composed, new CanonicalComposition().Normalize(text));
}
