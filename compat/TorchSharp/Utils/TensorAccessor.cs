using System.Collections;

namespace TorchSharp.Utils;

/// <summary>Element access to a CPU tensor, in the order of its shape whatever its strides.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor tensor;

    internal TensorAccessor(torch.Tensor tensor) => this.tensor = tensor;

    public long Count => tensor.numel();

    public bool IsReadOnly => false;

    public unsafe T this[params long[] indices]
    {
        get => *Address(indices);
        set => *Address(indices) = value;
    }

    public T[] ToArray()
    {
        if (Count == 0)
        {
            return [];
        }

        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        using var dense = tensor.is_contiguous() ? null : tensor.DenseCopy();
        var source = dense ?? tensor;
        var length = (int)(Count - tensorIndex);
        new ReadOnlySpan<T>((T*)source.Data() + tensorIndex, length).CopyTo(array[arrayIndex..]);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    public unsafe void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        if (!tensor.is_contiguous())
        {
            throw new InvalidOperationException("CopyFrom() called on non-contiguous tensor.");
        }

        var length = (int)Math.Min(Count - tensorIndex, array.Length - arrayIndex);
        array.Slice(arrayIndex, length).CopyTo(new Span<T>((T*)tensor.Data() + tensorIndex, length));
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing to free: the tensor belongs to whoever asked for its data.</summary>
    public void Dispose()
    {
    }

    private unsafe T* Address(long[] indices)
    {
        if (indices.Length == 1)
        {
            return (T*)tensor.Data() + LinearOffset(indices[0]);
        }

        var (sizes, strides) = (tensor.size(), tensor.stride());
        long offset = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= sizes[i])
            {
                throw new IndexOutOfRangeException($"Index {indices[i]} is out of range for dimension {i} of size {sizes[i]}.");
            }

            offset += indices[i] * strides[i];
        }

        return (T*)tensor.Data() + offset;
    }

    private long LinearOffset(long index)
    {
        if (index < 0 || index >= Count)
        {
            throw new IndexOutOfRangeException($"Index {index} is out of range for {Count} elements.");
        }

        if (tensor.is_contiguous())
        {
            return index;
        }

        var (sizes, strides) = (tensor.size(), tensor.stride());
        long offset = 0;
        for (var i = sizes.Length - 1; i >= 0; i--)
        {
            offset += index % sizes[i] * strides[i];
            index /= sizes[i];
        }

        return offset;
    }
}
