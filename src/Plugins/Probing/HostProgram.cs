using System.Diagnostics;
using System.Text;

namespace LmmCl.Plugins.Probing;

/// <summary>Starts the host program again, as a worker or to load one plugin.</summary>
internal static class HostProgram
{
    private const string Name = "LmmCl.Host";

    /// <summary>
    /// Start information with redirected streams, for the way this process was started: directly, under <c>dotnet</c>, or in a test. The
    /// process inherits the environment without what leads to a database.
    /// </summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var running = Environment.ProcessPath ?? "";
        // The host's own name has a dot in it.
        var name = Path.GetFileName(running).Replace(".exe", "", StringComparison.OrdinalIgnoreCase);
        var isHost = name == Name;
        var program = new ProcessStartInfo(
            isHost || name == "dotnet" ? running : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            isHost ? arguments : arguments.Prepend(Path.Combine(AppContext.BaseDirectory, Name + ".dll")))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        DatabaseSettings.RemoveFrom(program.Environment);
        return program;
    }
}
