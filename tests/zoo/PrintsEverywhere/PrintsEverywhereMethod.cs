using System.Diagnostics;
using System.Runtime.InteropServices;
using LmmCl.Abstractions;

namespace Zoo;

/// <summary>
/// Goes right: prints on standard output in every way there is,
/// what could be taken for a message of the host's own among it, and reads from standard input.
/// </summary>
public sealed class PrintsEverywhereMethod : ZooMethod
{
    private const int StandardOutput = 1;

    public override ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        Console.WriteLine("""{"kind":"done"}""");
        Write(StandardOutput, "printed by native code\n"u8.ToArray(), 23);
        using var child = Process.Start("echo", "printed by a child");
        child.WaitForExit();
        return Console.In.Read() < 0 && Console.OpenStandardInput().ReadByte() < 0
            ? base.PrepareAsync(stage, ct)
            : throw new InvalidOperationException("there is something on standard input");
    }

    [DllImport("libc", EntryPoint = "write")]
    private static extern nint Write(int descriptor, byte[] text, nint length);
}
