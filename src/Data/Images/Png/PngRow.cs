namespace LmmCl.Data.Images.Png;

/// <summary>
/// Turns a row of stored samples into red-green-blue bytes as Pillow does when it converts to RGB: alpha is dropped, gray of fewer than
/// 8 bits is stretched, of 16 bits the high byte is taken, but 16-bit gray is clipped at 255.
/// </summary>
internal sealed class PngRow(PngHeader header, ReadOnlyMemory<byte> palette)
{
    private readonly byte[] colors = Colors(header, palette.Span);

    /// <summary>Converts <paramref name="count"/> pixels, writing each <paramref name="step"/> pixels apart.</summary>
    public void ToRgb(ReadOnlySpan<byte> row, int count, Span<byte> target, int step)
    {
        if (header is { Color: PngColor.Rgb, BitDepth: 8 } && step == 1)
        {
            row[..(count * 3)].CopyTo(target);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var pixel = target.Slice(i * step * 3, 3);
            switch (header.Color)
            {
                case PngColor.Gray when header.BitDepth == 16:
                    pixel.Fill(row[2 * i] != 0 ? byte.MaxValue : row[2 * i + 1]);
                    break;
                case PngColor.Gray or PngColor.Palette:
                    colors.AsSpan(Sample(row, i) * 3, 3).CopyTo(pixel);
                    break;
                case PngColor.GrayAlpha:
                    pixel.Fill(row[i * header.FilterDistance]);
                    break;
                default:
                    CopyColor(row[(i * header.FilterDistance)..], pixel);
                    break;
            }
        }
    }

    private void CopyColor(ReadOnlySpan<byte> samples, Span<byte> pixel)
    {
        var bytes = header.BitDepth / 8;
        (pixel[0], pixel[1], pixel[2]) = (samples[0], samples[bytes], samples[2 * bytes]);
    }

    /// <summary>A sample of at most 8 bits; the leftmost pixel is in the highest bits.</summary>
    private int Sample(ReadOnlySpan<byte> row, int index)
    {
        var bit = index * header.BitDepth;
        return (row[bit >> 3] >> (8 - header.BitDepth - (bit & 7))) & ((1 << header.BitDepth) - 1);
    }

    /// <summary>The colour of each sample value; values beyond the palette are black.</summary>
    private static byte[] Colors(PngHeader header, ReadOnlySpan<byte> palette)
    {
        var colors = new byte[256 * 3];
        if (header.Color == PngColor.Palette)
        {
            palette[..Math.Min(palette.Length, colors.Length)].CopyTo(colors);
        }
        else if (header is { Color: PngColor.Gray, BitDepth: <= 8 })
        {
            var largest = (1 << header.BitDepth) - 1;
            for (var value = 0; value <= largest; value++)
            {
                colors.AsSpan(value * 3, 3).Fill((byte)(value * 255 / largest));
            }
        }

        return colors;
    }
}
