using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place between the brackets of an indexing expression.</summary>
    public struct TensorIndex
    {
        public static TensorIndex Ellipsis = new() { Kind = IndexKind.Ellipsis };

        public static TensorIndex None = new() { Kind = IndexKind.NewAxis };

        public static TensorIndex Null = new() { Kind = IndexKind.NewAxis };

        public static TensorIndex Colon = Slice();

        internal enum IndexKind
        {
            NewAxis = ValueTag.None,
            Single = ValueTag.Int,
            Bool = ValueTag.Bool,
            Tensor = ValueTag.Tensor,
            Ellipsis = 100,
            Slice = 101,
        }

        internal IndexKind Kind { get; init; }

        /// <summary>The number, the truth value, or the start of a slice.</summary>
        internal long? First { get; init; }

        internal long? Stop { get; init; }

        internal long? Step { get; init; }

        internal Tensor? Indices { get; init; }

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Kind = IndexKind.Slice, First = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            range.End is { IsFromEnd: true, Value: 0 } ? null : range.End.IsFromEnd ? -range.End.Value : range.End.Value);

        public static TensorIndex Bool(bool value) => new() { Kind = IndexKind.Bool, First = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => new() { Kind = IndexKind.Single, First = index };

        public static TensorIndex Tensor(Tensor tensor) => new() { Kind = IndexKind.Tensor, Indices = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        /// <summary>Only there so that the compiler prefers an index to a tensor in an indexing expression; never meant to run.</summary>
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");
    }
}
