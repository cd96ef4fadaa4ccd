using System.CommandLine;
using System.Globalization;
using LmmCl.Abstractions;

namespace LmmCl.Host.Composition;

/// <summary><c>--plugin-timeout</c>, for every command that runs experiments.</summary>
internal static class PluginTimeoutOption
{
    private const string Name = "--plugin-timeout";
    private const string Variable = "LMMCL_PLUGIN_TIMEOUT";
    private const double LongestSeconds = 1_000_000;

    /// <summary>Long enough to copy a large model.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromMinutes(10);

    public static Option<string?> Create() => new(Name)
    {
        Description = $"Seconds that a plugin may take to prepare or finish a stage; by default {Variable} or {Default.TotalSeconds:0}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable),
        HelpName = "seconds",
    };

    /// <exception cref="InputException">The text is not a number of seconds.</exception>
    public static TimeSpan Parse(string? given)
    {
        if (string.IsNullOrEmpty(given))
        {
            return Default;
        }

        var isNumber = double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds);
        return isNumber && seconds is > 0 and <= LongestSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new InputException(Name, $"'{given}' is not a number of seconds above 0.", $"Write for example {Name} 600.");
    }
}
