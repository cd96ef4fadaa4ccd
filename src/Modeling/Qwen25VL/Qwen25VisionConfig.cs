using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>Dimensions of Qwen2.5-VL's vision tower.</summary>
public sealed record Qwen25VisionConfig
{
    /// <summary>Width of the residual stream.</summary>
    public required int Hidden { get; init; }

    /// <summary>Inner width of the MLP.</summary>
    public required int Intermediate { get; init; }

    /// <summary>Number of blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Number of attention heads; divides <see cref="Hidden"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>Side of a patch in pixels.</summary>
    public required int PatchSize { get; init; }

    /// <summary>Number of frames in a patch; a still image is repeated.</summary>
    public required int TemporalPatchSize { get; init; }

    /// <summary>Number of colour channels.</summary>
    public required int Channels { get; init; }

    /// <summary>Side, in patches, of the blocks that the merger joins to one row.</summary>
    public required int MergeSize { get; init; }

    /// <summary>Side of an attention window in pixels.</summary>
    public required int WindowSize { get; init; }

    /// <summary>Blocks that attend to the whole image instead of a window.</summary>
    public required IReadOnlyList<int> FullAttention { get; init; }

    /// <summary>Width of the merger's output.</summary>
    public required int Output { get; init; }

    /// <summary>Width of one head.</summary>
    public int HeadWidth => Hidden / Heads;

    /// <summary>Number of patches in a merged block.</summary>
    public int MergedPatches => MergeSize * MergeSize;

    /// <summary>Side of an attention window in merged blocks.</summary>
    public int WindowBlocks => WindowSize / MergeSize / PatchSize;

    /// <summary>Reads a <c>vision_config</c>; absent keys take the library's defaults.</summary>
    /// <exception cref="InputException">A value is of the wrong type, or requests an unsupported feature.</exception>
    public static Qwen25VisionConfig Read(JsonFields fields)
    {
        fields.Require("hidden_act", "silu");
        var config = new Qwen25VisionConfig
        {
            Hidden = fields.Positive("hidden_size", 3584),
            Intermediate = fields.Positive("intermediate_size", 3420),
            Layers = fields.Positive("depth", 32),
            Heads = fields.Positive("num_heads", 16),
            PatchSize = fields.Positive("patch_size", fields.Positive("spatial_patch_size", 14)),
            TemporalPatchSize = fields.Positive("temporal_patch_size", 2),
            Channels = fields.Positive("in_channels", fields.Positive("in_chans", 3)),
            MergeSize = fields.Positive("spatial_merge_size", 2),
            WindowSize = fields.Positive("window_size", 112),
            FullAttention = fields.Ints("fullatt_block_indexes") ?? [7, 15, 23, 31],
            Output = fields.Positive("out_hidden_size", 3584),
        };
        if (config.Hidden % config.Heads != 0 || config.HeadWidth % 4 != 0)
        {
            throw new InputException(
                fields.Place("num_heads"),
                $"{config.Heads} heads do not cut the width {config.Hidden} into heads whose width is a multiple of 4.",
                "Positions in height and width need two pairs of numbers each.");
        }

        return config.WindowBlocks >= 1
            ? config
            : throw new InputException(
                fields.Place("window_size"),
                $"{config.WindowSize} pixels are less than a merged block of {config.MergeSize * config.PatchSize}.");
    }
}
