using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A tensor with a copy of the array's elements in the array's shape.</summary>
    public static unsafe Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var element = ToScalarType(rawArray.GetType().GetElementType()!);
        var shape = Enumerable.Range(0, rawArray.Rank).Select(rawArray.GetLongLength).ToArray();
        var pinned = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        try
        {
            var bytes = new ReadOnlySpan<byte>((void*)pinned.AddrOfPinnedObject(), Buffer.ByteLength(rawArray));
            return FromBytes(bytes, element, shape, dtype, device, requires_grad);
        }
        finally
        {
            pinned.Free();
        }
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        data.to(dtype ?? data.dtype, device ?? data.device);

    /// <summary>The device to create on: the default one unless given.</summary>
    internal static Argument Placed(Device? device) =>
        device is null && defaultDevice.type == DeviceType.CPU ? default : InitializeDevice(device);

    private static Tensor FromList<T>(IList<T> list, long[] shape, ScalarType? dtype, Device? device, bool requires_grad)
        where T : unmanaged => FromSpan(
            list switch
            {
                T[] array => array,
                List<T> items => CollectionsMarshal.AsSpan(items),
                _ => list.ToArray(),
            },
            shape, dtype, device, requires_grad);

    private static Tensor FromSpan<T>(ReadOnlySpan<T> elements, long[] shape, ScalarType? dtype, Device? device, bool requires_grad)
        where T : unmanaged =>
        FromBytes(MemoryMarshal.AsBytes(elements), ToScalarType(typeof(T)), shape, dtype, device, requires_grad);

    private static unsafe Tensor FromBytes(
        ReadOnlySpan<byte> bytes, ScalarType element, long[] shape, ScalarType? dtype, Device? device, bool requires_grad)
    {
        var needed = shape.TotalSize() * element.ElementSize();
        if (needed != bytes.Length)
        {
            throw new ArgumentException(
                $"Mismatched total size creating a tensor: [{string.Join(", ", shape)}] needs {needed} bytes, not {bytes.Length}.");
        }

        var result = Aten.empty_memory_format.Call(shape, element, Argument.None, CPU);
        if (bytes.Length > 0)
        {
            bytes.CopyTo(new Span<byte>(result.Data(), bytes.Length));
        }

        if ((dtype ?? element) != element || (device ?? defaultDevice).type != DeviceType.CPU)
        {
            result = result.to(dtype ?? element, device ?? defaultDevice, disposeAfter: true);
        }

        return Tensor.Marked(result, requires_grad);
    }
}
