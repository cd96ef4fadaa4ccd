using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Layers;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>Contents of a Qwen2.5-VL <c>config.json</c>, from any release of the library.</summary>
public sealed record Qwen25VLConfig
{
    /// <summary>The model_type in <c>config.json</c>.</summary>
    public const string ModelType = "qwen2_5_vl";

    /// <summary>Configuration of the language model.</summary>
    public required DecoderConfig Text { get; init; }

    /// <summary>Configuration of the vision tower.</summary>
    public required Qwen25VisionConfig Vision { get; init; }

    /// <summary>Id of the token that stands for one image feature.</summary>
    public required int ImageTokenId { get; init; }

    /// <summary>Id of the token that stands for one feature of a video.</summary>
    public int VideoTokenId { get; init; } = 151_656;

    /// <summary>Ids of the tokens before and after an image.</summary>
    public (int Start, int End) VisionFrame { get; init; } = (151_652, 151_653);

    /// <summary>Returns the object with the language model's fields: earlier files have them at the root.</summary>
    public static JsonFields TextFields(JsonFields config) => config.Object("text_config") ?? config;

    /// <summary>Reads the root of a <c>config.json</c>.</summary>
    /// <exception cref="InputException">The file is damaged, or requests an unsupported feature.</exception>
    public static Qwen25VLConfig Read(JsonFields config)
    {
        config.Require("model_type", ModelType);
        var text = TextFields(config);
        var vision = config.Object("vision_config")
            ?? throw new InputException(config.Place("vision_config"), "the vision tower's settings are missing.");
        vision.Require("model_type", ModelType, $"{ModelType}_vision");
        var tied = config.Bool("tie_word_embeddings", false) || text.Bool("tie_word_embeddings", false);
        var read = new Qwen25VLConfig
        {
            Text = DecoderConfig.Qwen25VL(text, tied),
            Vision = Qwen25VisionConfig.Read(vision),
            ImageTokenId = config.Int("image_token_id", 151_655),
            VideoTokenId = config.Int("video_token_id", 151_656),
            VisionFrame = (config.Int("vision_start_token_id", 151_652), config.Int("vision_end_token_id", 151_653)),
        };
        return read.Vision.Output == read.Text.Hidden
            ? read
            : throw new InputException(
                vision.Place("out_hidden_size"),
                $"{read.Vision.Output} is not the language model's hidden_size of {read.Text.Hidden}.");
    }
}
