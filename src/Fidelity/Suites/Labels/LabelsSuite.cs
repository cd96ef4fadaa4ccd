using System.Text.Json;
using LmmCl.Data.Conversations;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Fidelity.Suites.Labels;

/// <summary>Golden files of the study's preprocessing: conversations to ids and labels, batches, mixture sampling.</summary>
public sealed class LabelsSuite : IGoldenSuite
{
    /// <inheritdoc/>
    public string Name => "labels";

    /// <inheritdoc/>
    public IEnumerable<GoldenCase> Cases(string folder)
    {
        var entries = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json"))).RootElement.EnumerateArray().ToList();
        var encoders = new Dictionary<string, Lazy<ConversationEncoder>>
        {
            ["qwen2"] = Encoder(folder, "tokenizer-qwen2", ConversationTemplate.Qwen15),
            ["llama3"] = Encoder(folder, "tokenizer-llama3", ConversationTemplate.Llama3),
        };
        return entries.Select(entry => Case(entry, entries, encoders));
    }

    private static Lazy<ConversationEncoder> Encoder(string folder, string name, ConversationTemplate template) =>
        new(() => new ConversationEncoder(HuggingFaceTokenizer.Load(Path.Combine(folder, name)), template));

    private static GoldenCase Case(JsonElement entry, List<JsonElement> entries, Dictionary<string, Lazy<ConversationEncoder>> encoders)
    {
        var (name, kind) = (entry.GetProperty("name").GetString()!, entry.GetProperty("kind").GetString()!);
        var family = entry.TryGetProperty("family", out var given) ? given.GetString()! : "";
        return kind switch
        {
            "labels" when encoders.TryGetValue(family, out var encoder) => new($"labels/{family}", name, "0", () => EncodingCase.Check(entry, encoder.Value)),
            "labels" => GoldenCase.NotCovered($"labels/{family}", name, $"the conversation template of {family} is not covered: the study does not train with it"),
            "collate" => new("labels/collate", name, "0", () => CollatingCase.Check(entry, entries)),
            "sampling" => new("labels/sampling", name, "0", () => SamplingCase.Check(entry)),
            "mixture" => new("labels/mixture", name, "0", () => MixtureCase.Check(entry)),
            _ => GoldenCase.NotCovered($"labels/{kind}", name, $"the kind '{kind}' is not known"),
        };
    }
}
