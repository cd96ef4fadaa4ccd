using System.Runtime.InteropServices;
using LmmCl.Abstractions;
using LmmCl.Data.Images.Jpeg;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.Images;

/// <summary>Encodes a picture as baseline JPEG with libjpeg-turbo.</summary>
public static class JpegEncoder
{
    /// <summary>The bytes of the file.</summary>
    /// <param name="image">At most 65535 pixels on each side.</param>
    /// <param name="quality">1 (worst) to 100.</param>
    /// <param name="subsampling">How much of the colour is kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality or a side is out of range.</exception>
    /// <exception cref="InputException">libjpeg-turbo is missing.</exception>
    public static byte[] Encode(RgbImage image, int quality = 90, ChromaSubsampling subsampling = ChromaSubsampling.Half)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(image.Height, image.Width), ushort.MaxValue, nameof(image));
        using var compressor = TurboJpegHandle.Compressor();
        var length = TurboJpeg.tjBufSize(image.Width, image.Height, (int)subsampling);
        var buffer = Marshal.AllocHGlobal((nint)length.Value);
        try
        {
            var result = TurboJpeg.tjCompress2(
                compressor,
                in image.Pixels[0],
                image.Width,
                image.Width * 3,
                image.Height,
                TurboJpeg.Rgb,
                ref buffer,
                ref length,
                (int)subsampling,
                quality,
                TurboJpeg.NoReallocation | TurboJpeg.AccurateDct);
            if (result != 0)
            {
                throw new InvalidOperationException($"libjpeg-turbo: {compressor.Error}");
            }

            var file = new byte[length.Value];
            Marshal.Copy(buffer, file, 0, file.Length);
            return file;
        }
        finally
        {
            Marshal.FreeHGlobal(buffer);
        }
    }

    /// <summary>Writes <paramref name="image"/> to <paramref name="path"/>.</summary>
    public static void Write(string path, RgbImage image, int quality = 90, ChromaSubsampling subsampling = ChromaSubsampling.Half) =>
        File.WriteAllBytes(path, Encode(image, quality, subsampling));
}
