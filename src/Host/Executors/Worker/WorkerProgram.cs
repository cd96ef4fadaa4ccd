using System.Diagnostics;
using System.Text;
using LmmCl.Host.CommandLine;

namespace LmmCl.Host.Executors.Worker;

/// <summary>How a worker is started: this very program with a command of its own, whether it runs under <c>dotnet</c>, by itself or inside a test.</summary>
internal static class WorkerProgram
{
    public static ProcessStartInfo StartInfo()
    {
        var assembly = typeof(WorkerProgram).Assembly;
        var running = Environment.ProcessPath ?? "";
        var name = Path.GetFileNameWithoutExtension(running);
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (name == assembly.GetName().Name)
        {
            start.FileName = running;
        }
        else
        {
            start.FileName = name == "dotnet" ? running : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
            start.ArgumentList.Add(assembly.Location);
        }

        start.ArgumentList.Add(WorkerCommand.Name);
        return start;
    }
}
