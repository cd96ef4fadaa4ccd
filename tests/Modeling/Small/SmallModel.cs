using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Siglip;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Small;

/// <summary>A model that computes in a moment, and batches for it.</summary>
internal static class SmallModel
{
    public const int ImageToken = 40;

    public static LlavaOnevisionConfig Config { get; } = new()
    {
        Text = new DecoderConfig
        {
            Vocabulary = 48,
            Hidden = 16,
            Intermediate = 24,
            Layers = 2,
            Heads = 4,
            KeyValueHeads = 2,
            HeadWidth = 4,
            InitializerRange = 0.3,
        },
        Vision = new SiglipConfig { Hidden = 12, Intermediate = 20, Layers = 2, Heads = 2, ImageSize = 12, PatchSize = 6 },
        ImageTokenId = ImageToken,
        Pinpoints =
        [
            .. from rows in Enumerable.Range(1, 3)
               from columns in Enumerable.Range(1, 3)
               select new ImageSize(rows * 12, columns * 12),
        ],
    };

    public static LlavaOnevisionModel Create(int seed = 1, Placement? placement = null) => MultimodalModels.Create(Config, seed, placement);

    public static LlavaOnevisionModel Tied(int seed = 1) =>
        MultimodalModels.Create(Config with { Text = Config.Text with { TiedHead = true } }, seed);

    /// <summary>Prompts of the given lengths, padded on one side, without pictures.</summary>
    public static MultimodalBatch Texts(bool left, params int[] lengths)
    {
        var longest = lengths.Max();
        var (ids, mask) = (new long[lengths.Length * longest], new long[lengths.Length * longest]);
        for (var row = 0; row < lengths.Length; row++)
        {
            for (var token = 0; token < lengths[row]; token++)
            {
                var at = (row * longest) + (left ? longest - lengths[row] : 0) + token;
                (ids[at], mask[at]) = (1 + (((row * 11) + (token * 7)) % 39), 1);
            }
        }

        return new MultimodalBatch(tensor(ids, [lengths.Length, longest]), tensor(mask, [lengths.Length, longest]), null, null, []);
    }

    /// <summary>One prompt that holds the given pictures, one after another between words.</summary>
    public static MultimodalBatch Pictures(params (int Height, int Width, bool Tiled)[] pictures)
    {
        int Crops(int height, int width) => Config.Tiling.Layout(new ImageSize(height, width)).Crops;
        var images = pictures
            .Select(picture => new ImageExtent(
                picture.Height, picture.Width, picture.Tiled ? Crops(picture.Height, picture.Width) : 1))
            .ToList();
        var ids = images
            .SelectMany(image => Enumerable.Repeat((long)ImageToken, LlavaOnevisionImageTokens.Count(Config.Tiling, image)).Append(5))
            .Prepend(3).ToArray();
        var crops = images.Sum(image => image.Crops);
        var pixels = arange(0, crops * 3 * 12 * 12, dtype: ScalarType.Float32).mul_(0.37).sin_().reshape(crops, 3, 12, 12);
        return new MultimodalBatch(tensor(ids, [1, ids.Length]), ones(1, ids.Length, dtype: ScalarType.Int64), null, pixels, images);
    }
}
