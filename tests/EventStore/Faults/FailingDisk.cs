using System.Diagnostics;
using LmmCl.EventStore.Tests.Postgres;

namespace LmmCl.EventStore.Tests.Faults;

/// <summary><c>failing_disk.c</c>, compiled: preloaded into a program, it lets the disk fail the program.</summary>
internal sealed class FailingDisk : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-failing-disk-").FullName;

    internal FailingDisk()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Faults", "failing_disk.c");
        UnprivilegedUser.Run(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O1", "-o", Library, source, "-ldl"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        UnprivilegedUser.Give(folder);
    }

    /// <summary>For LD_PRELOAD.</summary>
    internal string Library => Path.Combine(folder, "failing_disk.so");

    /// <summary>For FAILING_WHILE.</summary>
    internal string Flag => Path.Combine(folder, "failing");

    /// <summary>Lets the disk fail until what is returned is disposed of.</summary>
    internal IDisposable Fail()
    {
        File.WriteAllText(Flag, "");
        return new Failing(Flag);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private sealed class Failing(string flag) : IDisposable
    {
        public void Dispose() => File.Delete(flag);
    }
}
