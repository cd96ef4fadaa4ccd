using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>Cuts square crops into patches, for embeddings that are stored as a convolution whose stride is its width.</summary>
internal static class SquarePatches
{
    /// <summary>Cuts pixels: [N, C, S, S] to [N, patches, C x patch x patch].</summary>
    /// <exception cref="ArgumentException">The crops are of another size.</exception>
    public static Tensor Cut(Tensor pixels, int channels, int size, int patch)
    {
        if (pixels.shape is not [_, var depth, var height, var width] || depth != channels || height != size || width != size)
        {
            throw new ArgumentException(
                $"Crops of [{string.Join(", ", pixels.shape)}] do not fit a tower of {channels} x {size} x {size}.", nameof(pixels));
        }

        // Like the convolution, drop pixels not covered by a whole patch.
        var side = size / patch;
        return pixels.narrow(2, 0, side * patch).narrow(3, 0, side * patch)
            .reshape(-1, channels, side, patch, side, patch)
            .permute(0, 2, 4, 1, 3, 5)
            .reshape(-1, side * side, channels * patch * patch);
    }
}
