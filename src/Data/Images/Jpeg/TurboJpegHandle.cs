using System.Runtime.InteropServices;
using LmmCl.Abstractions;

namespace LmmCl.Data.Images.Jpeg;

/// <summary>One compressor or decompressor. Not for use by several threads at once.</summary>
internal sealed class TurboJpegHandle : SafeHandle
{
    private TurboJpegHandle(IntPtr value)
        : base(IntPtr.Zero, ownsHandle: true) => SetHandle(value);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == IntPtr.Zero;

    /// <summary>What went wrong in the last call.</summary>
    public string Error => Marshal.PtrToStringUTF8(TurboJpeg.tjGetErrorStr2(this)) ?? "unknown error";

    /// <summary>A new decompressor.</summary>
    /// <exception cref="InputException">The library is not installed.</exception>
    public static TurboJpegHandle Decompressor() => Open(TurboJpeg.tjInitDecompress);

    /// <summary>A new compressor.</summary>
    /// <exception cref="InputException">The library is not installed.</exception>
    public static TurboJpegHandle Compressor() => Open(TurboJpeg.tjInitCompress);

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => TurboJpeg.tjDestroy(handle) == 0;

    private static TurboJpegHandle Open(Func<IntPtr> initialize)
    {
        try
        {
            var value = initialize();
            return value == IntPtr.Zero ? throw new OutOfMemoryException("libjpeg-turbo found no memory.") : new TurboJpegHandle(value);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new InputException(
                "libturbojpeg.so.0", "JPEG pictures need this library.", "On Debian: apt-get install libturbojpeg0", error);
        }
    }
}
