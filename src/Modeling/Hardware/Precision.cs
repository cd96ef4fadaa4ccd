using LmmCl.Abstractions;
using TorchSharp;

namespace LmmCl.Modeling.Hardware;

/// <summary>The type of a model's weights and activations.</summary>
public enum Precision
{
    /// <summary>Single precision.</summary>
    Float32,

    /// <summary>Eight bits of significand with the range of single precision.</summary>
    Bfloat16,
}

/// <summary>Names and types of <see cref="Precision"/>.</summary>
public static class Precisions
{
    /// <summary>As files and options name it: <c>float32</c> or <c>bfloat16</c>.</summary>
    public static string Name(this Precision precision) => precision.ToString().ToLowerInvariant();

    /// <summary>The type of its tensors.</summary>
    public static torch.ScalarType ToScalarType(this Precision precision) =>
        precision == Precision.Bfloat16 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32;

    /// <summary>From its name.</summary>
    /// <exception cref="InputException">There is none of the name.</exception>
    public static Precision Parse(string text, string place)
    {
        var all = Enum.GetValues<Precision>();
        return all.Any(precision => precision.Name() == text)
            ? all.First(precision => precision.Name() == text)
            : throw new InputException(place, $"'{text}' is no type that models compute in.", NearMatches.Suggest(text, all.Select(Name)));
    }
}
