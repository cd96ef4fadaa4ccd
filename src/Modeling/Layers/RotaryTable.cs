using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// Cosines and sines of rotary positions (Su et al. 2021) in the rotate-half convention. The sign of rotate-half is folded into the sines,
/// so that rotation is x * cos + roll(x, half) * sin. Grows to the longest sequence seen.
/// </summary>
public sealed class RotaryTable(int headWidth, double theta, Placement placement) : IDisposable
{
    private Tensor? cosines;
    private Tensor? sines;

    /// <summary>Returns the cosines and signed sines of positions 0 to <paramref name="length"/> - 1, each [T, headWidth].</summary>
    public (Tensor Cos, Tensor Sin) First(long length)
    {
        Grow(length);
        return (cosines!.narrow(0, 0, length), sines!.narrow(0, 0, length));
    }

    /// <summary>
    /// Returns the cosines and signed sines of positions [B, T] below <paramref name="length"/>, each [B, 1, T, headWidth].
    /// </summary>
    public (Tensor Cos, Tensor Sin) At(Tensor positions, long length)
    {
        Grow(length);
        long[] shape = [positions.shape[0], 1, positions.shape[1], headWidth];
        var flat = positions.reshape(-1);
        return (cosines!.index_select(0, flat).reshape(shape), sines!.index_select(0, flat).reshape(shape));
    }

    /// <summary>
    /// Returns the cosines and signed sines of multimodal positions [3, B, T] below <paramref name="length"/>, each [B, 1, T, headWidth]:
    /// the first pairs turn with the position in time, the next with that in height, the last with that in width.
    /// </summary>
    public (Tensor Cos, Tensor Sin) At(Tensor positions, IReadOnlyList<int> sections, long length)
    {
        Grow(length);
        return (Sectioned(cosines!, positions, sections), Sectioned(sines!, positions, sections));
    }

    /// <summary>Rotates the last dimension of <paramref name="x"/>.</summary>
    public static Tensor Rotate(Tensor x, Tensor cos, Tensor sin) =>
        (x * cos).addcmul(x.roll(x.shape[^1] / 2, -1), sin, Numbers.One);

    /// <inheritdoc/>
    public void Dispose()
    {
        cosines?.Dispose();
        sines?.Dispose();
        (cosines, sines) = (null, null);
    }

    /// <summary>Takes every section of pairs, and their second halves, from the rows of its axis' positions.</summary>
    private Tensor Sectioned(Tensor table, Tensor positions, IReadOnlyList<int> sections)
    {
        using var scope = NewDisposeScope();
        var rows = Enumerable.Range(0, sections.Count)
            .Select(axis => table.index_select(0, positions.select(0, axis).reshape(-1)))
            .ToList();
        var parts = new List<Tensor>();
        foreach (var half in new[] { 0, headWidth / 2 })
        {
            var start = half;
            for (var axis = 0; axis < sections.Count; start += sections[axis], axis++)
            {
                parts.Add(rows[axis].narrow(-1, start, sections[axis]));
            }
        }

        return cat(parts, -1).reshape(positions.shape[1], 1, positions.shape[2], headWidth).MoveToOuterDisposeScope();
    }

    private void Grow(long length)
    {
        if (cosines is not null && cosines.shape[0] >= length)
        {
            return;
        }

        var rows = (int)Math.Max(256, System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)length));
        var (cos, sin) = (new float[rows * headWidth], new float[rows * headWidth]);
        var half = headWidth / 2;
        var frequencies = Frequencies();
        for (var pair = 0; pair < half; pair++)
        {
            for (var position = 0; position < rows; position++)
            {
                var (angle, at) = (position * frequencies[pair], (position * headWidth) + pair);
                cos[at] = cos[at + half] = (float)Math.Cos(angle);
                sin[at + half] = (float)Math.Sin(angle);
                sin[at] = -sin[at + half];
            }
        }

        Dispose();
        cosines = Table(cos, rows);
        sines = Table(sin, rows);
    }

    /// <summary>
    /// Computes theta^(-2i / headWidth). Frequencies and angles stay in fp32 as in the library; otherwise long positions diverge from it.
    /// </summary>
    private float[] Frequencies()
    {
        float[] values = [.. Enumerable.Range(0, headWidth / 2).Select(pair => 1f / MathF.Pow((float)theta, 2f * pair / headWidth))];
        using var exact = tensor(values, dtype: ScalarType.Float32);
        using var rounded = exact.to(placement.FrequencyType);
        using var wide = rounded.to(ScalarType.Float32);
        return wide.data<float>().ToArray();
    }

    private Tensor Table(float[] values, int rows)
    {
        using var made = tensor(values, [rows, headWidth], dtype: placement.Dtype, device: placement.Device);
        return made.alias().DetachFromDisposeScope();
    }
}
