using LmmCl.Abstractions;
using TorchSharp;

namespace LmmCl.Modeling.Hardware;

/// <summary>Type of a model's weights and activations.</summary>
public enum Precision
{
    /// <summary>Single precision.</summary>
    Float32,

    /// <summary>Eight bits of significand with the exponent range of single precision.</summary>
    Bfloat16,
}

/// <summary>Names and types of <see cref="Precision"/>.</summary>
public static class Precisions
{
    /// <summary>Returns the name used in files and options: <c>float32</c> or <c>bfloat16</c>.</summary>
    public static string Name(this Precision precision) => precision.ToString().ToLowerInvariant();

    /// <summary>Returns the corresponding tensor type.</summary>
    public static torch.ScalarType ToScalarType(this Precision precision) =>
        precision == Precision.Bfloat16 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32;

    /// <summary>Parses a precision name.</summary>
    /// <exception cref="InputException">The name is unknown.</exception>
    public static Precision Parse(string text, string place)
    {
        var all = Enum.GetValues<Precision>();
        return all.Any(precision => precision.Name() == text)
            ? all.First(precision => precision.Name() == text)
            : throw new InputException(place, $"'{text}' is not a supported type.", NearMatches.Suggest(text, all.Select(Name)));
    }
}
