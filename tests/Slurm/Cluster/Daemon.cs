using System.Diagnostics;

namespace LmmCl.Slurm.Tests.Cluster;

/// <summary>A program that dies with this process, however that ends.</summary>
internal sealed class Daemon(string program, params string[] arguments)
{
    private Process? process;

    /// <summary>Starts it. The kernel ends it with the thread that started it; a thread of the pool would end too early.</summary>
    public void Start()
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", program, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            var server = Process.Start(start)!;
            server.OutputDataReceived += (_, _) => { };
            server.ErrorDataReceived += (_, _) => { };
            server.BeginOutputReadLine();
            server.BeginErrorReadLine();
            started.SetResult(server);
            server.WaitForExit();
        })
        { IsBackground = true }.Start();
        process = started.Task.GetAwaiter().GetResult();
    }

    /// <summary>Lets it write what it has to keep, and end.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        process.WaitForExit();
    }

    /// <summary>Kills it at once, but none of the processes that it started.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }
}
