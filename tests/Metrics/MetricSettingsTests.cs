using LmmCl.Abstractions;
using LmmCl.Host.Metrics;
using Microsoft.Extensions.Configuration;

namespace LmmCl.Metrics.Tests;

public class MetricSettingsTests
{
    [Fact]
    public void Settings_are_read_and_the_others_keep_their_defaults()
    {
        var settings = Read(("Metrics:KeepFinished", "01:30:00"), ("Metrics:OtlpEndpoint", "http://127.0.0.1:4317"));

        Assert.Equal(TimeSpan.FromMinutes(90), settings.KeepFinished);
        Assert.Equal(new Uri("http://127.0.0.1:4317"), settings.OtlpEndpoint);
        Assert.Equal(new MetricSettings().MostExperiments, settings.MostExperiments);
    }

    [Theory]
    [InlineData("KeepFinished", "soon")]
    [InlineData("SampleEvery", "00:00:00")]
    [InlineData("MostExperiments", "-1")]
    [InlineData("OtlpEndpoint", "file:///etc/passwd")]
    public void A_wrong_setting_is_named_with_an_example(string key, string value)
    {
        var refusal = Assert.Throws<InputException>(() => Read(($"Metrics:{key}", value)));

        Assert.Equal($"Metrics:{key}", refusal.Place);
        Assert.Contains(value, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("for example", refusal.Message, StringComparison.Ordinal);
    }

    private static MetricSettings Read(params (string Key, string Value)[] values) => MetricSettings.From(new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)))
        .Build());
}
