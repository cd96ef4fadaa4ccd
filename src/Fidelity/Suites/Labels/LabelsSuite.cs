using System.Text.Json;
using LmmCl.Data.Conversations;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Families;
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
        var families = new Dictionary<string, Lazy<TemplateUnderTest>>
        {
            ["qwen2"] = Chat(folder, "tokenizer-qwen2", ConversationTemplate.Qwen15),
            ["llama3"] = Chat(folder, "tokenizer-llama3", ConversationTemplate.Llama3),
            ["vicuna"] = Vicuna(Path.Combine(folder, "tokenizer-vicuna")),
        };
        return entries.Select(entry => Case(entry, entries, families));
    }

    private static Lazy<TemplateUnderTest> Chat(string folder, string name, ConversationTemplate template) => new(() =>
    {
        var encoder = new ConversationEncoder(HuggingFaceTokenizer.Load(Path.Combine(folder, name)), template);
        return new(
            (record, system) => encoder.Encode(record, LabelMode.AsPublished, system),
            (record, system) => encoder.Encode(record, LabelMode.Answers, system));
    });

    /// <summary>Vicuna has no default mode, because the study does not train with it.</summary>
    private static Lazy<TemplateUnderTest> Vicuna(string folder) => new(() =>
    {
        using var settings = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "settings.json")));
        var (pad, longest) = (
            settings.RootElement.GetProperty("pad_token_id").GetInt32(), settings.RootElement.GetProperty("model_max_length").GetInt32());
        var encoder = new PublishedVicunaEncoder(HuggingFaceTokenizer.Load(folder), pad, longest);
        return new((record, _) => encoder.Encode(record), null);
    });

    private static GoldenCase Case(JsonElement entry, List<JsonElement> entries, Dictionary<string, Lazy<TemplateUnderTest>> families)
    {
        var (name, kind) = (entry.GetProperty("name").GetString()!, entry.GetProperty("kind").GetString()!);
        var family = entry.TryGetProperty("family", out var given) ? given.GetString()! : "";
        return kind switch
        {
            "labels" when families.TryGetValue(family, out var template) =>
                new($"labels/{family}", name, "0", () => EncodingCase.Check(entry, template.Value)),
            "labels" => GoldenCase.NotCovered($"labels/{family}", name, $"the conversation template of {family} is not known"),
            "collate" => new("labels/collate", name, "0", () => CollatingCase.Check(entry, entries)),
            "sampling" => new("labels/sampling", name, "0", () => SamplingCase.Check(entry)),
            "mixture" => new("labels/mixture", name, "0", () => MixtureCase.Check(entry)),
            _ => GoldenCase.NotCovered($"labels/{kind}", name, $"the kind '{kind}' is not known"),
        };
    }
}
