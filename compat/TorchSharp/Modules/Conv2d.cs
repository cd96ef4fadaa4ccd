using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A two-dimensional convolution. weight: [out, in / groups, height, width].</summary>
    public sealed class Conv2d : nn.Module<Tensor, Tensor>
    {
        private Parameter? weightParameter;
        private Parameter? biasParameter;

        internal Conv2d(
            long in_channels,
            long out_channels,
            (long, long) kernel_size,
            (long, long) stride,
            (long, long) padding,
            (long, long) dilation,
            long groups,
            bool bias,
            Device? device,
            ScalarType? dtype)
            : base(nameof(Conv2d))
        {
            (this.in_channels, this.out_channels, this.groups) = (in_channels, out_channels, groups);
            this.kernel_size = [kernel_size.Item1, kernel_size.Item2];
            this.stride = [stride.Item1, stride.Item2];
            this.padding = [padding.Item1, padding.Item2];
            this.dilation = [dilation.Item1, dilation.Item2];
            weight = new Parameter(empty([out_channels, in_channels / groups, .. this.kernel_size], dtype, device));
            nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
            if (bias)
            {
                this.bias = new Parameter(empty([out_channels], dtype, device));
                var bound = 1 / Math.Sqrt(in_channels / groups * kernel_size.Item1 * kernel_size.Item2);
                nn.init.uniform_(this.bias, -bound, bound);
            }
        }

        public long in_channels { get; }

        public long out_channels { get; }

        public long groups { get; set; }

        public long[] kernel_size { get; set; }

        public long[] stride { get; set; }

        public long[]? padding { get; private set; }

        public long[] dilation { get; set; }

        public Parameter weight
        {
            get => weightParameter!;
            set => ConditionallyRegisterParameter(nameof(weight), weightParameter = value);
        }

        public Parameter? bias
        {
            get => biasParameter;
            set => ConditionallyRegisterParameter(nameof(bias), biasParameter = value);
        }

        public override Tensor forward(Tensor input) => nn.functional.conv2d(input, weight, bias, stride, padding, dilation, groups);

        protected override void RegisterComponents()
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv2d Conv2d(
                long in_channels,
                long out_channels,
                long kernel_size,
                long stride = 1,
                long padding = 0,
                long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1,
                bool bias = true,
                Device? device = null,
                ScalarType? dtype = null) => Conv2d(
                    in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), (dilation, dilation),
                    padding_mode, groups, bias, device, dtype);

            public static Conv2d Conv2d(
                long in_channels,
                long out_channels,
                (long, long) kernel_size,
                (long, long)? stride = null,
                (long, long)? padding = null,
                (long, long)? dilation = null,
                PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1,
                bool bias = true,
                Device? device = null,
                ScalarType? dtype = null) => padding_mode == PaddingModes.Zeros
                    ? new(
                        in_channels, out_channels, kernel_size, stride ?? (1, 1), padding ?? (0, 0), dilation ?? (1, 1),
                        groups, bias, device, dtype)
                    : throw new NotSupportedException($"This build's Conv2d pads with zeros only, not {padding_mode}.");

            public static partial class functional
            {
                public static Tensor conv2d(
                    Tensor input,
                    Tensor weight,
                    Tensor? bias = null,
                    long[]? strides = null,
                    long[]? padding = null,
                    long[]? dilation = null,
                    long groups = 1) => Aten.conv2d.Call(input, weight, bias, strides ?? [1], padding ?? [0], dilation ?? [1], groups);
            }
        }
    }
}
