using System.Runtime.InteropServices;

namespace LmmCl.Data.Images.Jpeg;

/// <summary>
/// The entry points of libjpeg-turbo's TurboJPEG interface that we use. It reports errors by return value, never by a long jump.
/// </summary>
internal static class TurboJpeg
{
    public const int Rgb = 0;
    public const int Cmyk = 11;
    public const int Warning = 0;

    public const int NoReallocation = 1024;
    public const int AccurateDct = 4096;
    public const int LimitScans = 32768;

    private const string Library = "libturbojpeg.so.0";

    [DllImport(Library)]
    public static extern IntPtr tjInitDecompress();

    [DllImport(Library)]
    public static extern IntPtr tjInitCompress();

    [DllImport(Library)]
    public static extern int tjDestroy(IntPtr handle);

    [DllImport(Library)]
    public static extern int tjDecompress2(
        TurboJpegHandle handle,
        in byte file,
        CULong length,
        ref byte pixels,
        int width,
        int pitch,
        int height,
        int pixelFormat,
        int flags);

    [DllImport(Library)]
    public static extern CULong tjBufSize(int width, int height, int subsampling);

    [DllImport(Library)]
    public static extern int tjCompress2(
        TurboJpegHandle handle,
        in byte pixels,
        int width,
        int pitch,
        int height,
        int pixelFormat,
        ref IntPtr file,
        ref CULong length,
        int subsampling,
        int quality,
        int flags);

    [DllImport(Library)]
    public static extern int tjGetErrorCode(TurboJpegHandle handle);

    [DllImport(Library)]
    public static extern IntPtr tjGetErrorStr2(TurboJpegHandle handle);
}
