using LmmCl.Abstractions;
using LmmCl.Host.Composition;

namespace LmmCl.Host.Tests.CommandLine;

public sealed class PluginTimeoutTests
{
    [Theory]
    [InlineData(null, 600)]
    [InlineData("", 600)]
    [InlineData("30", 30)]
    [InlineData("0.5", 0.5)]
    public void It_is_a_number_of_seconds_with_a_default(string? given, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), PluginTimeoutOption.Parse(given));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1e99")]
    [InlineData("ten")]
    public void Anything_else_is_refused(string given)
    {
        var error = Assert.Throws<InputException>(() => PluginTimeoutOption.Parse(given));

        Assert.StartsWith($"--plugin-timeout: '{given}' is not a number of seconds above 0.", error.Message, StringComparison.Ordinal);
    }
}
