using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Rows of a table by index.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long? paddingIndex;
        private Parameter? weightParameter;

        internal Embedding(Parameter weight, long? paddingIndex)
            : base(nameof(Embedding)) => (this.weight, this.paddingIndex) = (weight, paddingIndex);

        public Parameter? weight
        {
            get => weightParameter;
            set => ConditionallyRegisterParameter(nameof(weight), weightParameter = value);
        }

        public override Tensor forward(Tensor input) => Aten.embedding.Call(weight, input, paddingIndex ?? -1);

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
            public static Embedding Embedding(
                long num_embeddings,
                long embedding_dims,
                long? padding_idx = null,
                double? max_norm = null,
                double norm_type = 2.0,
                bool scale_grad_by_freq = false,
                bool sparse = false,
                Device? device = null,
                ScalarType? dtype = null)
            {
                RefuseUnsupported(max_norm, scale_grad_by_freq, sparse);
                var weight = new Parameter(empty([num_embeddings, embedding_dims], dtype, device));
                init.normal_(weight);
                if (padding_idx is { } row)
                {
                    using var untracked = no_grad();
                    using var padding = weight.select(0, row);
                    padding.zero_();
                }

                return new Embedding(weight, padding_idx);
            }

            public static Embedding Embedding_from_pretrained(
                Tensor embeddings,
                bool freeze = true,
                long? padding_idx = null,
                double? max_norm = null,
                double norm_type = 2.0,
                bool scale_grad_by_freq = false,
                bool sparse = false,
                Device? device = null,
                ScalarType? dtype = null)
            {
                RefuseUnsupported(max_norm, scale_grad_by_freq, sparse);
                var weight = embeddings.to(dtype ?? embeddings.dtype, device ?? embeddings.device, copy: true);
                return new Embedding(new Parameter(weight, !freeze), padding_idx);
            }

            private static void RefuseUnsupported(double? max_norm, bool scale_grad_by_freq, bool sparse)
            {
                if (max_norm is not null || scale_grad_by_freq || sparse)
                {
                    throw new NotSupportedException("This build's Embedding has no max_norm, scale_grad_by_freq or sparse.");
                }
            }
        }
    }
}
