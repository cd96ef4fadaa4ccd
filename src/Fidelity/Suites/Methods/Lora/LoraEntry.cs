using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Qwen2;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lora;

/// <summary>One LoRA entry and its files.</summary>
internal sealed class LoraEntry(JsonElement item, string folder)
{
    /// <summary>A field of the entry.</summary>
    public JsonElement this[string field] => item.GetProperty(field);

    /// <summary>Name of the entry.</summary>
    public string Name => CaseFile.NameOf(item);

    /// <summary>The adapter folder as PEFT wrote it.</summary>
    public string Adapter => PathOf(item.Text("adapter"));

    /// <summary>The path of a file or folder of the suite.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>A base model for exclusive use.</summary>
    public Qwen2TextModel Base() => Qwen2TextModel.Load(PathOf(Text("base") ?? "lora-base"));

    /// <summary>The expected tensors.</summary>
    public GoldenTensors Expected() => new(PathOf(item.Text("expected")));

    /// <summary>Tokens, labels and the base model's logits.</summary>
    public GoldenTensors Inputs() => new(PathOf(Text("inputs") ?? "lora-inputs.safetensors"));

    /// <summary>The batch, created in the caller's dispose scope.</summary>
    public MultimodalBatch Batch()
    {
        using var inputs = Inputs();
        var ids = inputs["input_ids"];
        return new MultimodalBatch(ids, ones_like(ids), inputs["labels"], null, []);
    }

    /// <summary>A list of names.</summary>
    public IReadOnlyList<string> Names(string field) => [.. item.GetProperty(field).EnumerateArray().Select(name => name.GetString()!)];

    /// <summary>A list of numbers.</summary>
    public IReadOnlyList<double> Numbers(string field) =>
        [.. item.GetProperty(field).EnumerateArray().Select(number => number.GetDouble())];

    /// <summary>PEFT's configuration as settings of the method, without dropout.</summary>
    public JsonObject Settings()
    {
        var settings = new JsonObject { ["dropout"] = 0, ["between_stages"] = "continue" };
        foreach (var field in item.GetProperty("config").EnumerateObject())
        {
            var name = field.Name switch
            {
                "r" => "rank",
                "lora_alpha" => "alpha",
                "lora_dropout" => "dropout",
                "target_modules" => "targets",
                var same => same,
            };
            settings[name] = name == "bias" ? field.Value.GetString()!.Replace('_', '-') : JsonNode.Parse(field.Value.GetRawText());
        }

        return settings;
    }

    private string? Text(string field) => item.TryGetProperty(field, out var value) ? value.GetString() : null;
}
