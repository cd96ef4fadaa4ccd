using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Tests;

/// <summary>Expected values were printed by Python 3.11.</summary>
public class PythonTextTests
{
    [Theory]
    [InlineData("İstanbul", "i\u0307stanbul")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("ΟΔΟΣ ΣΑΣ", "οδος σας")]
    [InlineData("Σ", "σ")]
    [InlineData("ΑΣ'Α", "ασ'α")]
    [InlineData("K\u212A", "kk")]
    public void Lower_case_is_pythons(string text, string expected) => Assert.Equal(expected, PythonStrings.Lower(text));

    [Theory]
    [InlineData("straße", "STRASSE")]
    [InlineData("ﬁx", "FIX")]
    [InlineData("ıſ", "IS")]
    [InlineData("ǆ", "Ǆ")]
    public void Upper_case_is_pythons(string text, string expected) => Assert.Equal(expected, PythonStrings.Upper(text));

    [Theory]
    [InlineData("ǄEP", "ǅep")]
    [InlineData("ßA", "Ssa")]
    [InlineData("ﬁX", "Fix")]
    [InlineData("whAT?", "What?")]
    [InlineData("", "")]
    public void Capitalising_gives_title_case_first_and_lower_case_after(string text, string expected) =>
        Assert.Equal(expected, PythonStrings.Capitalize(text));

    [Fact]
    public void Splitting_and_stripping_know_the_separators_below_the_blank()
    {
        Assert.Equal(["a", "b"], PythonStrings.Split("\u001ca\u001f\u3000b "));
        Assert.Equal("a\u200b", PythonStrings.Strip("\u00a0\u001da\u200b\u2029"));
    }

    [Theory]
    [InlineData(" 1_000.5 ", 1000.5)]
    [InlineData("٣.٥", 3.5)]
    [InlineData("5.", 5.0)]
    [InlineData(".5e1", 5.0)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("1e400", double.PositiveInfinity)]
    public void Float_reads_what_python_reads(string text, double expected) => Assert.Equal(expected, PythonNumbers.Float(text));

    [Theory]
    [InlineData("1__0")]
    [InlineData("_1")]
    [InlineData("1,000")]
    [InlineData("²")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1 2")]
    public void Float_refuses_what_python_refuses(string text) => Assert.Null(PythonNumbers.Float(text));

    [Theory]
    [InlineData("it's", "\"it's\"")]
    [InlineData("a\nb", "'a\\nb'")]
    [InlineData("it's \"so\"", "'it\\'s \"so\"'")]
    [InlineData("\u200b\u00a0é", "'\\u200b\\xa0é'")]
    public void Repr_chooses_quotes_and_escapes_as_python(string text, string expected) => Assert.Equal(expected, PythonRepr.Of(text));
}
