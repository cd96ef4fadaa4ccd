using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions => NativeMethods.lmmcl_tensor_dim(Handle);

        public long ndim => Dimensions;

        public long NumberOfElements => NativeMethods.lmmcl_tensor_numel(Handle);

        public long ElementSize => NativeMethods.lmmcl_tensor_element_size(Handle);

        public ScalarType dtype => (ScalarType)NativeMethods.lmmcl_tensor_dtype(Handle);

        public DeviceType device_type => (DeviceType)(int)NativeMethods.lmmcl_tensor_device(Handle);

        public int device_index => (int)(NativeMethods.lmmcl_tensor_device(Handle) >> 32);

        public Device device => device_type == DeviceType.CPU ? CPU : new Device(device_type, device_index);

        public long[] shape => size();

        public bool is_leaf => NativeMethods.lmmcl_tensor_is_leaf(Handle) == 1;

        public Tensor T => Aten.t.Call(this);

        public Tensor mT => Aten.transpose_int.Call(this, -2, -1);

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_contiguous() => NativeMethods.lmmcl_tensor_is_contiguous(Handle) == 1;

        public bool is_nonzero() => ToScalar().ToBoolean();

        public long storage_offset() => NativeMethods.lmmcl_tensor_storage_offset(Handle);

        public unsafe long[] size()
        {
            var sizes = new long[Dimensions];
            fixed (long* first = sizes)
            {
                NativeMethods.lmmcl_tensor_shape(Handle, first, null);
            }

            return sizes;
        }

        public long size(int dim) => At(size(), dim);

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* first = strides)
            {
                NativeMethods.lmmcl_tensor_shape(Handle, null, first);
            }

            return strides;
        }

        public long stride(int dim) => At(stride(), dim);

        /// <summary>The tensor's memory, not a copy of it. The tensor must outlive the span.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                var length = NumberOfElements * ElementSize;
                if (!is_contiguous())
                {
                    throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
                }

                if (length > int.MaxValue)
                {
                    throw new ArgumentException("Span only supports up to int.MaxValue elements.");
                }

                return new Span<byte>(Data(), (int)length);
            }

            set
            {
                if (NumberOfElements * ElementSize != value.Length)
                {
                    throw new ArgumentException("Mismatched data sizes in SetBytes().");
                }

                value.CopyTo(bytes);
            }
        }

        public Utils.TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            return new Utils.TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
            {
                throw new ArgumentException("Number of elements in the tensor must be 1");
            }

            ValidateType(typeof(T));
            using var host = device_type == DeviceType.CPU ? null : Copy(CPU);
            unsafe
            {
                return *(T*)(host ?? this).Data();
            }
        }

        public Scalar ToScalar()
        {
            var value = Aten.item.CallValue(this);
            return value.Tag switch
            {
                ValueTag.Double => Scalar.FromReal(dtype, value.Real),
                ValueTag.Bool => value.Integer != 0,
                _ => Scalar.FromInteger(dtype, value.Integer),
            };
        }

        internal unsafe void* Data()
        {
            if (device_type != DeviceType.CPU)
            {
                throw new InvalidOperationException(
                    "Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            }

            var data = (void*)NativeMethods.lmmcl_tensor_data(Handle);
            return data is not null || NumberOfElements == 0 ? data : throw new ExternalException($"data_ptr: {NativeMethods.LastError()}");
        }

        private void ValidateType(Type requested)
        {
            if (ToScalarType(requested) != dtype)
            {
                throw new ArgumentException($"{requested.Name} is not compatible with {dtype}");
            }
        }

        private static long At(long[] values, int dim) => values[dim < 0 ? dim + values.Length : dim];
    }
}
