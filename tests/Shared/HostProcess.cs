using System.Diagnostics;
using LmmCl.Host.Composition;

namespace LmmCl.Tests;

/// <summary>The real program, in a process group of its own as a shell starts it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> error;
    private readonly Task<string> output;

    public HostProcess(params string[] args)
        : this(new Dictionary<string, string>(), args)
    {
    }

    public HostProcess(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        // Who started these tests in the background may have told them to ignore Ctrl-C, which programs inherit.
        // Debian's setsid takes the new group's place itself, so its id is the program's and the group's.
        var start = new ProcessStartInfo("env") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var word in (string[])["--default-signal=INT", "setsid", "dotnet", typeof(HostSettings).Assembly.Location, .. args])
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        error = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEndAsync();
    }

    public int Id => process.Id;

    /// <summary>What it wrote to standard output, once it has ended.</summary>
    public Task<string> Output => output;

    public bool HasEnded => process.HasExited;

    /// <summary>Kills any process; that it is gone already does not matter.</summary>
    public static void Kill(int id)
    {
        using var kill = Process.Start("kill", ["-KILL", $"{id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits until something is true, as long as the program lives and for at most five minutes.</summary>
    public async Task UntilAsync(Func<Task<bool>> seen)
    {
        for (var clock = Stopwatch.StartNew(); !await seen(); await Task.Delay(20))
        {
            Assert.False(process.HasExited, "it ended before: " + (process.HasExited ? await error : ""));
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(5), "it did not come to this in five minutes.");
        }
    }

    /// <summary>What a terminal does on Ctrl-C: every process of the group gets the signal.</summary>
    public void Interrupt() => Signal("-INT", "--", $"-{Id}");

    public void Kill() => Kill(Id);

    /// <summary>What a power cut does: every process of the group is gone at once.</summary>
    public void KillAll() => Signal("-KILL", "--", $"-{Id}");

    /// <summary>What a machine does that is shut down.</summary>
    public void Terminate() => Signal("-TERM", $"{Id}");

    public async Task<(int Code, string Error)> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await error);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static void Signal(params string[] args)
    {
        using var kill = Process.Start("kill", args);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
