using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, [i1]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index([i1, i2]);
            set => index_put_(value, [i1, i2]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index([i1, i2, i3]);
            set => index_put_(value, [i1, i2, i3]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index([i1, i2, i3, i4]);
            set => index_put_(value, [i1, i2, i3, i4]);
        }

        public unsafe Tensor index(params TensorIndex[] indices)
        {
            var values = stackalloc NativeValue[indices.Length];
            var bounds = stackalloc long[3 * indices.Length];
            Lower(indices, values, bounds);
            var result = NativeMethods.lmmcl_index(Handle, values, indices.Length);
            GC.KeepAlive(indices);
            return new Tensor(NativeMethods.Check(result, IndexingOf(indices)));
        }

        public Tensor index(params Tensor[] indices) => Aten.index_Tensor.Call(this, indices);

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) =>
            Put(new NativeValue { Tag = ValueTag.Tensor, Pointer = value.Handle }, indices);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices) =>
            Put(new NativeValue { Tag = value.Tag == ValueTag.Double ? ValueTag.Double : ValueTag.Int, Integer = value.Bits }, indices);

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Aten.index_put_.Apply(this, indices, value, accumulate);

        private unsafe Tensor Put(NativeValue source, TensorIndex[] indices)
        {
            var values = stackalloc NativeValue[indices.Length];
            var bounds = stackalloc long[3 * indices.Length];
            Lower(indices, values, bounds);
            NativeMethods.Check(NativeMethods.lmmcl_index_put(Handle, values, indices.Length, &source), IndexingOf(indices));
            GC.KeepAlive(indices);
            return this;
        }

        private static unsafe void Lower(TensorIndex[] indices, NativeValue* values, long* bounds)
        {
            for (var i = 0; i < indices.Length; i++)
            {
                var index = indices[i];
                values[i] = new NativeValue { Tag = (ValueTag)index.Kind, Integer = index.First ?? 0 };
                if (index.Kind == TensorIndex.IndexKind.Tensor)
                {
                    values[i].Pointer = index.Indices!.Handle;
                }
                else if (index.Kind == TensorIndex.IndexKind.Slice)
                {
                    var triple = bounds + (3 * i);
                    (triple[0], triple[1], triple[2]) =
                        (index.First ?? long.MinValue, index.Stop ?? long.MinValue, index.Step ?? long.MinValue);
                    values[i].Pointer = (nint)triple;
                }
            }
        }

        private string IndexingOf(TensorIndex[] indices) => $"indexing a tensor {Describe()} with {indices.Length} indices";
    }
}
