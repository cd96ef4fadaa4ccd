using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using static TorchSharp.torch;

namespace LmmCl.Audit.Reruns;

/// <summary>The difference between two tensors of the same name.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Numbers">Number of elements.</param>
/// <param name="Different">Number of elements that differ.</param>
/// <param name="Absolute">Largest absolute difference.</param>
/// <param name="Relative">Largest difference relative to the largest recorded absolute value.</param>
internal sealed record TensorDifference(string Name, long Numbers, long Different, double Absolute, double Relative)
{
    /// <inheritdoc/>
    public override string ToString() => Numbers == 0 ? $"{Name}: it is in one of the two alone, or of another shape or type"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: {Different} of {Numbers} numbers differ, by up to {Absolute:0.0e+0} (relative {Relative:0.0e+0})");
}

/// <summary>Compares the tensors of two safetensors files, with one pair in memory at a time.</summary>
internal static class TensorComparison
{
    private const int PieceBytes = 1 << 20;

    /// <summary>The difference of each tensor, ordered by name; null if bitwise equal.</summary>
    public static IReadOnlyList<(string Name, TensorDifference? Difference)> Of(string recordedPath, string againPath)
    {
        using var recorded = SafetensorsFile.Open(recordedPath);
        using var again = SafetensorsFile.Open(againPath);
        var names = recorded.Entries.Keys.Union(again.Entries.Keys).Order(StringComparer.Ordinal);
        return [.. names.Select(name => (name, Compare(name, recorded, again)))];
    }

    private static TensorDifference? Compare(string name, SafetensorsFile recorded, SafetensorsFile again)
    {
        if (!recorded.Entries.TryGetValue(name, out var before) || !again.Entries.TryGetValue(name, out var now)
            || before.Dtype != now.Dtype || !before.Shape.SequenceEqual(now.Shape))
        {
            return new TensorDifference(name, 0, 0, double.PositiveInfinity, double.PositiveInfinity);
        }

        if (SameBits(recorded, before, again, now))
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var left = TensorBytes.Read(new StoredTensor(recorded, before)).to(ScalarType.Float64);
        var right = TensorBytes.Read(new StoredTensor(again, now)).to(ScalarType.Float64);
        var apart = (left - right).abs();
        var (absolute, scale) = (apart.max().item<double>(), left.abs().max().item<double>());
        var different = apart.ne(Numbers.Of(0)).sum().item<long>();
        return new TensorDifference(name, apart.numel(), different, absolute, absolute == 0 ? 0 : absolute / scale);
    }

    private static bool SameBits(SafetensorsFile recorded, SafetensorsEntry before, SafetensorsFile again, SafetensorsEntry now)
    {
        var (left, right) = (new byte[PieceBytes], new byte[PieceBytes]);
        var length = before.End - before.Begin;
        for (var offset = 0L; offset < length; offset += PieceBytes)
        {
            var piece = (int)Math.Min(PieceBytes, length - offset);
            recorded.ReadBytes(before, offset, left.AsSpan(0, piece));
            again.ReadBytes(now, offset, right.AsSpan(0, piece));
            if (!left.AsSpan(0, piece).SequenceEqual(right.AsSpan(0, piece)))
            {
                return false;
            }
        }

        return true;
    }
}
