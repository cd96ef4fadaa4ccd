using System.Runtime.InteropServices;
using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace Zoo;

/// <summary>Writes to address 0 from native code, which no exception handler survives.</summary>
public sealed class NativeCrashMethod : ZooMethod
{
    public override Tensor Loss(StepContext step)
    {
        memset(0, 1, 1);
        return step.TaskLoss();
    }

    [DllImport("libc")]
    private static extern nint memset(nint address, int value, nint count);
}
