using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public enum InterpolationMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
        Area = 5,
        NearestExact = 6,
    }

    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.one_hot.Call(x, num_classes);

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant or PaddingModes.Zeros => Aten.constant_pad_nd.Call(input, pad, value),
                PaddingModes.Reflect => Aten._pad_enum.Call(input, pad, 1L),
                PaddingModes.Replicate => Aten._pad_enum.Call(input, pad, 2L),
                _ => Aten._pad_enum.Call(input, pad, 3L),
            };

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new[] { pad.Item1, pad.Item2 }, mode, value);

            public static Tensor pad(
                Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new[] { pad.Item1, pad.Item2, pad.Item3, pad.Item4 }, mode, value);

            /// <summary>Resizes x: [B, C, H, W] to the size, or by the factors.</summary>
            public static Tensor interpolate(
                Tensor x,
                long[]? size = null,
                double[]? scale_factor = null,
                InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null,
                bool recompute_scale_factor = false,
                bool antialias = false)
            {
                if (x.dim() != 4 || (size is null) == (scale_factor is null) || recompute_scale_factor)
                {
                    throw new NotSupportedException("This build interpolates [B, C, H, W] to a size or by factors, one of the two.");
                }

                var corners = align_corners ?? false;
                return mode switch
                {
                    InterpolationMode.Nearest => Aten.upsample_nearest2d_vec.Call(x, size, scale_factor),
                    InterpolationMode.NearestExact => Aten._upsample_nearest_exact2d_vec.Call(x, size, scale_factor),
                    InterpolationMode.Bilinear when antialias => Aten._upsample_bilinear2d_aa_vec.Call(x, size, corners, scale_factor),
                    InterpolationMode.Bilinear => Aten.upsample_bilinear2d_vec.Call(x, size, corners, scale_factor),
                    InterpolationMode.Bicubic when antialias => Aten._upsample_bicubic2d_aa_vec.Call(x, size, corners, scale_factor),
                    InterpolationMode.Bicubic => Aten.upsample_bicubic2d_vec.Call(x, size, corners, scale_factor),
                    InterpolationMode.Area when size is not null => Aten.adaptive_avg_pool2d.Call(x, size),
                    _ => throw new NotSupportedException($"This build does not interpolate with {mode}."),
                };
            }

            /// <summary>softmax(q k^T / sqrt(d) + mask) v, with q, k, v: [..., T, d].</summary>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (p < 0)
                {
                    throw new ArgumentException("Dropout probability must be greater than or equal to zero.");
                }

                if (is_casual && attn_mask is not null)
                {
                    throw new ArgumentException("Casual attention masking cannot pass a mask.");
                }

                return Aten.scaled_dot_product_attention.Exists
                    ? Aten.scaled_dot_product_attention.Call(query, key, value, attn_mask, p, is_casual)
                    : AttentionFromParts(query, key, value, attn_mask, p, is_casual);
            }

            // libtorch before 2.0 has no operator for it.
            private static Tensor AttentionFromParts(Tensor query, Tensor key, Tensor value, Tensor? attn_mask, double p, bool is_casual)
            {
                using var scope = NewDisposeScope();
                var (queries, keys, width) = (query.size(-2), key.size(-2), query.size(-1));
                var scores = query.mul(1 / Math.Sqrt(width)).matmul(key.transpose(-2, -1));
                if (is_casual)
                {
                    attn_mask = ones(queries, keys, ScalarType.Bool, query.device).tril();
                }

                if (attn_mask is not null)
                {
                    scores = attn_mask.dtype == ScalarType.Bool
                        ? scores.masked_fill(attn_mask.logical_not(), double.NegativeInfinity)
                        : scores.add(attn_mask);
                }

                var weights = scores.softmax(-1);
                return (p > 0 ? dropout(weights, p) : weights).matmul(value).MoveToOuterDisposeScope();
            }
        }

        public static partial class utils
        {
            /// <summary>Scales the gradients to a joint norm of at most <paramref name="max_norm"/>; returns the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Modules.Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                var gradients = tensors.Select(tensor => tensor.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0)
                {
                    return 0;
                }

                var norms = gradients.Select(gradient => Aten.linalg_vector_norm.Call(gradient, norm_type)).ToArray();
                var total = Aten.linalg_vector_norm.Call(stack(norms), norm_type);
                var scale = max_norm / (total.ToDouble() + 1e-6);
                if (scale < 1)
                {
                    foreach (var gradient in gradients)
                    {
                        gradient.mul_(scale);
                    }
                }

                return total.ToDouble();
            }

            public static void clip_grad_value_(IEnumerable<Modules.Parameter> tensors, double clip_value)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                foreach (var gradient in tensors.Select(tensor => tensor.grad).OfType<Tensor>())
                {
                    gradient.clamp_(-clip_value, clip_value);
                }
            }
        }
    }
}
