using System.Diagnostics;
using System.Text;

namespace LmmCl.Host;

/// <summary>This very program, started once more: whether it runs under <c>dotnet</c>, by itself or inside a test.</summary>
internal static class HostProgram
{
    /// <summary>A process with its standard streams redirected.</summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var assembly = typeof(HostProgram).Assembly;
        var running = Environment.ProcessPath ?? "";
        var name = Path.GetFileNameWithoutExtension(running);
        var isThis = name == assembly.GetName().Name;
        return new ProcessStartInfo(
            isThis || name == "dotnet" ? running : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            isThis ? arguments : arguments.Prepend(assembly.Location))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
    }
}
