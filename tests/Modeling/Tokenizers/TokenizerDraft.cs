using System.Text.Json.Nodes;
using LmmCl.Modeling.Tokenizers;
using LmmCl.Modeling.Tokenizers.Learning;

namespace LmmCl.Modeling.Tests.Tokenizers;

/// <summary>A learned tokenizer whose file a test may change before it is read.</summary>
internal static class TokenizerDraft
{
    private static readonly string[] texts =
    [
        "What colour is the bird in the picture? The bird is red.",
        "How many birds? There are 12 birds, 3 of them red.",
    ];

    public static string Text { get; } = Written();

    public static HuggingFaceTokenizer Load(Action<JsonObject>? change = null)
    {
        var root = JsonNode.Parse(Text)!.AsObject();
        change?.Invoke(root);
        return LoadText(root.ToJsonString());
    }

    public static HuggingFaceTokenizer LoadText(string json)
    {
        var file = Path.Combine(Path.GetTempPath(), $"tokenizer-{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(file, json);
            return HuggingFaceTokenizer.Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Written()
    {
        var file = Path.Combine(Path.GetTempPath(), $"tokenizer-{Guid.NewGuid():N}.json");
        try
        {
            ByteLevelBpeTrainer.Train(texts, 300, ByteLevelBpeTrainer.ChatTokens).Save(file);
            return File.ReadAllText(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
