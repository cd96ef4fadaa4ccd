using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>One argument of an operator on the managed side. Keeps alive what it points to until the call is over.</summary>
internal readonly struct Argument
{
    private Argument(ValueTag tag, long payload, int count = 0, object? owner = null)
    {
        (Tag, Payload, Count, Owner) = (tag, payload, count, owner);
    }

    public ValueTag Tag { get; }

    /// <summary>The number itself, a real number's bits, or a native handle.</summary>
    public long Payload { get; }

    /// <summary>Elements of a list; the type of a device.</summary>
    public int Count { get; }

    /// <summary>The tensor, array or string behind the argument.</summary>
    public object? Owner { get; }

    public static Argument None => default;

    /// <summary>Room that the argument's elements take beside the argument itself, in words of 8 bytes.</summary>
    public int Words => Tag switch
    {
        ValueTag.IntList or ValueTag.DoubleList or ValueTag.TensorList or ValueTag.BoolList => Count,
        ValueTag.String => (Count * 3 / 8) + 1,
        _ => 0,
    };

    public static implicit operator Argument(Tensor? tensor) =>
        tensor is null ? default : new(ValueTag.Tensor, tensor.Handle, 0, tensor);

    public static implicit operator Argument(long value) => new(ValueTag.Int, value);

    public static implicit operator Argument(long? value) => value is { } given ? given : default(Argument);

    public static implicit operator Argument(double value) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is { } given ? given : default(Argument);

    public static implicit operator Argument(bool value) => new(ValueTag.Bool, value ? 1 : 0);

    public static implicit operator Argument(bool? value) => value is { } given ? given : default(Argument);

    public static implicit operator Argument(Scalar? value) =>
        value is null ? default : new(value.Tag, value.Bits);

    public static implicit operator Argument(ScalarType value) => new(ValueTag.Int, (long)value);

    public static implicit operator Argument(ScalarType? value) => value is { } given ? given : default(Argument);

    public static implicit operator Argument(Device? value) =>
        value is null ? default : new(ValueTag.Device, value.index, (int)value.type);

    public static implicit operator Argument(string? value) =>
        value is null ? default : new(ValueTag.String, 0, value.Length, value);

    public static implicit operator Argument(long[]? values) =>
        values is null ? default : new(ValueTag.IntList, 0, values.Length, values);

    public static implicit operator Argument(double[]? values) =>
        values is null ? default : new(ValueTag.DoubleList, 0, values.Length, values);

    public static implicit operator Argument(Tensor?[]? values) =>
        values is null ? default : new(ValueTag.TensorList, 0, values.Length, values);

    public static implicit operator Argument(Generator? value) =>
        value is null ? default : new(ValueTag.Generator, value.Handle, 0, value);

    /// <summary>As an error message shows it: a tensor by shape and dtype, anything else by value.</summary>
    public override string ToString() => Tag switch
    {
        ValueTag.None => "none",
        ValueTag.Tensor => ((Tensor)Owner!).Describe(),
        ValueTag.Int => Payload.ToString(),
        ValueTag.Double => BitConverter.Int64BitsToDouble(Payload).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ValueTag.Bool => Payload != 0 ? "true" : "false",
        ValueTag.IntList => $"[{string.Join(", ", (long[])Owner!)}]",
        ValueTag.DoubleList => $"[{string.Join(", ", (double[])Owner!)}]",
        ValueTag.TensorList => $"({string.Join(", ", ((Tensor?[])Owner!).Select(tensor => tensor is null ? "none" : tensor.Describe()))})",
        ValueTag.String => $"'{Owner}'",
        ValueTag.Device => ((DeviceType)Count).ToString().ToLowerInvariant(),
        _ => Tag.ToString(),
    };
}
