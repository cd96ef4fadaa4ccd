using System.Diagnostics;

namespace LmmCl.Workers.Tests.Resuming;

/// <summary>A library that lets the disk fail for the process that it is loaded into.</summary>
internal static class FailingDisk
{
    /// <summary>What to start a process with whose disk is full, or does not sync, under some paths.</summary>
    /// <param name="folder">Where the library is made.</param>
    /// <param name="kind"><c>full</c> or <c>sync</c>.</param>
    /// <param name="path">What the paths have in common.</param>
    /// <param name="from">The first call that fails; all later ones do.</param>
    public static Dictionary<string, string> Environment(string folder, string kind, string path, int from = 1)
    {
        var library = Path.Combine(folder, "failing_disk.so");
        var source = Path.Combine(AppContext.BaseDirectory, "Resuming", "failing_disk.c");
        using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return new()
        {
            ["LD_PRELOAD"] = library,
            ["FAILING_DISK"] = kind,
            ["FAILING_PATH"] = path,
            ["FAILING_FROM"] = $"{from}",
            ["FAILING_FOR"] = "1000000",
        };
    }
}
