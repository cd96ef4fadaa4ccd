using System.Runtime.InteropServices;

namespace Zoo;

/// <summary>Brings its process down when it is made.</summary>
public sealed class CrashesInConstructorMethod : ZooMethod
{
    public CrashesInConstructorMethod() => memset(0, 1, 1);

    [DllImport("libc")]
    private static extern nint memset(nint address, int value, nint count);
}
