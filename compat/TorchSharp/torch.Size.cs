using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    public struct Size(long[] shape) : IEnumerable<long>
    {
        public Size(IEnumerable<long> shape)
            : this(shape.ToArray())
        {
        }

        public Size(long size)
            : this([size])
        {
        }

        public long[] Shape { get; } = shape;

        public int Length => Shape.Length;

        public bool IsEmpty => Shape.Length == 0;

        public long this[int idx] => Shape[idx];

        public static implicit operator Size(long[] size) => new(size);

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size((long, long) size) => new([size.Item1, size.Item2]);

        public static implicit operator Size((long, long, long) size) => new([size.Item1, size.Item2, size.Item3]);

        public long numel() => Shape.TotalSize();

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
