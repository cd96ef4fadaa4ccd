using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Host.Composition;
using Microsoft.Extensions.Configuration;

namespace LmmCl.Host.Service;

/// <summary>
/// Settings that a service needs at every start: <c>lmmcl.json</c> in the runs folder, then environment variables that begin with
/// <c>LMMCL_</c>, then the command line.
/// </summary>
internal sealed class ServiceSettings
{
    private const string Name = "lmmcl.json";
    private const string Prefix = "LMMCL_";

    private readonly IConfiguration configuration;

    private ServiceSettings(IConfiguration configuration) => this.configuration = configuration;

    /// <summary>Reads the settings of a runs folder.</summary>
    /// <exception cref="InputException">The file is not JSON.</exception>
    public static ServiceSettings Read(string runs)
    {
        var file = Path.Combine(Path.GetFullPath(runs), Name);
        try
        {
            return new ServiceSettings(new ConfigurationBuilder()
                .AddJsonFile(file, optional: true, reloadOnChange: false)
                .AddEnvironmentVariables(Prefix)
                .Build());
        }
        catch (Exception error) when (error is InvalidDataException or FormatException)
        {
            throw new InputException(file, "this is not valid JSON.", (error.InnerException ?? error).Message, error);
        }
    }

    /// <summary>A setting; null if nobody gave one.</summary>
    /// <param name="key">Its name in the file (<c>slots</c>), which is also that of the variable (<c>LMMCL_SLOTS</c>).</param>
    public string? this[string key] => configuration[key] is { Length: > 0 } value ? value : null;

    /// <summary>The port that a setting names, or the usual one.</summary>
    /// <exception cref="InputException">The text is not a port.</exception>
    public static int Port(string? setting) => setting is null ? ServeOptions.DefaultPort
        : ushort.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : throw new InputException("port", $"'{setting}' is not a port, 0 to {ushort.MaxValue}.");

    /// <summary>The queue's settings.</summary>
    /// <param name="queue">The queue given on the command line; null if none was.</param>
    public QueueSettings Queue(string? queue)
    {
        var listed = configuration.GetSection("inputs").GetChildren().Select(item => item.Value).OfType<string>();
        var named = (this["inputs"] ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return new QueueSettings(queue ?? this["queue"] ?? QueueSettings.DefaultQueue, [.. listed.Concat(named).Select(Path.GetFullPath)]);
    }
}
