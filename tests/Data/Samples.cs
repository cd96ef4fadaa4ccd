using LmmCl.Data.Conversations;
using LmmCl.Data.Images;
using LmmCl.Data.Llava;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Tokenizers;
using LmmCl.Modeling.Tokenizers.Learning;

namespace LmmCl.Data.Tests;

/// <summary>Small tokenizers, records and pictures for tests.</summary>
internal static class Samples
{
    public static HuggingFaceTokenizer Tokenizer { get; } = Learned();

    public static ConversationEncoder Encoder { get; } = new(Tokenizer, ConversationTemplate.Qwen15);

    public static LlavaRecord Record(string question, string answer, params string[] pictures) =>
        new("r", pictures.Length == 0 ? null : pictures, [new("human", question), new("gpt", answer)], RecordPlace.Nowhere);

    public static string Json(string question, string answer, string? image = null, string id = "a")
    {
        var picture = image is null ? "" : $"\"image\": \"{image}\", ";
        var turns = $$"""{ "from": "human", "value": "{{question}}" }, { "from": "gpt", "value": "{{answer}}" }""";
        return $$"""{ "id": "{{id}}", {{picture}}"conversations": [ {{turns}} ] }""";
    }

    /// <summary>A picture of one grey, written as PNG.</summary>
    public static void Picture(string path, int height = 8, int width = 8, byte grey = 100)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        PngEncoder.Write(path, new RgbImage(height, width, [.. Enumerable.Repeat(grey, height * width * 3)]));
    }

    private static HuggingFaceTokenizer Learned()
    {
        var file = Path.GetTempFileName();
        try
        {
            string[] texts = ["How many birds? There are 3 birds.", "What is the time?"];
            ByteLevelBpeTrainer.Train(texts, 280, ByteLevelBpeTrainer.ChatTokens).Save(file);
            return HuggingFaceTokenizer.Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
