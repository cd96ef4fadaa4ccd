using System.Globalization;
using LmmCl.Abstractions;
using Microsoft.Extensions.Configuration;

namespace LmmCl.Host.Metrics;

/// <summary>
/// Settings of the metrics, from the section <c>Metrics</c> of the configuration (<c>Metrics__KeepFinished=01:00:00</c>).
/// </summary>
internal sealed record MetricSettings
{
    private const string Section = "Metrics";

    /// <summary>Time after its last event at which an experiment that does not run leaves the metrics.</summary>
    public TimeSpan KeepFinished { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most experiments in the metrics; beyond that, those whose last event is the oldest leave.</summary>
    public int MostExperiments { get; init; } = 100;

    /// <summary>Time between two looks at the store, the disk and the plugins.</summary>
    public TimeSpan SampleEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between two verifications of what is new in the hash chains.</summary>
    public TimeSpan VerifyEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Receiver of metrics and traces by OTLP; null for none. <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names it too.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InputException">A setting is not what it should be.</exception>
    public static MetricSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var defaults = new MetricSettings();
        return new MetricSettings
        {
            KeepFinished = Time(section, nameof(KeepFinished)) ?? defaults.KeepFinished,
            SampleEvery = Time(section, nameof(SampleEvery)) ?? defaults.SampleEvery,
            VerifyEvery = Time(section, nameof(VerifyEvery)) ?? defaults.VerifyEvery,
            MostExperiments = Number(section, nameof(MostExperiments)) ?? defaults.MostExperiments,
            OtlpEndpoint = Address(section, nameof(OtlpEndpoint)),
        };
    }

    private static TimeSpan? Time(IConfigurationSection section, string key) => section[key] switch
    {
        null or "" => null,
        var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero => time,
        var text => throw Refusal(key, text, "a time above 0", "01:30:00"),
    };

    private static int? Number(IConfigurationSection section, string key) => section[key] switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw Refusal(key, text, "a number above 0", "100"),
    };

    private static Uri? Address(IConfigurationSection section, string key) => section[key] switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" => address,
        var text => throw Refusal(key, text, "an address", "http://127.0.0.1:4317"),
    };

    private static InputException Refusal(string key, string text, string wanted, string example) =>
        new($"{Section}:{key}", $"'{text}' is not {wanted}.", $"Write for example {example}.");
}
