using System.Diagnostics;

namespace LmmCl.Slurm.Tests.Cluster;

/// <summary>The worker process of an experiment's job, stopped in the middle of its work until it is to go on.</summary>
internal sealed class FrozenWorker : IDisposable
{
    private readonly int id;

    private FrozenWorker(int id)
    {
        this.id = id;
        Signal("STOP");
    }

    public static FrozenWorker Of(ClusterSweep sweep, string experiment)
    {
        var job = Directory.GetDirectories("/proc").Select(folder => Path.GetFileName(folder))
            .Where(name => int.TryParse(name, out _))
            .First(name => WordsOf(name) is var words && words.Contains(experiment) && words.Contains("job") && words.Contains(sweep.Place.Runs));
        return new FrozenWorker(ChildProcesses.Of(int.Parse(job)).Single(child => WordsOf($"{child}").Contains("worker")));
    }

    public void Thaw() => Signal("CONT");

    public void Dispose() => Thaw();

    private static string[] WordsOf(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private void Signal(string name)
    {
        // One that Slurm has ended meanwhile cannot be told anything.
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{name}", $"{id}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }
}
