using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary>
/// A small experiment as a user has it: four records to learn, two questions, four pictures. A test changes what was reported.
/// </summary>
internal sealed class ReportedInput : IDisposable
{
    public const string Question = "<image>\nWhich letter?\nA. Heron\nB. Wren";
    public const string LfsPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";

    private static readonly (string Name, long[] Shape)[] parts = [("lora_A", [4, 128]), ("lora_B", [128, 4])];

    public ReportedInput()
    {
        for (var picture = 0; picture < 4; picture++)
        {
            Write($"pics/p{picture}.png", PngOf(24, 24));
        }

        Train = [.. Enumerable.Range(0, 4).Select(index => Record($"t{index}", $"p{index}.png", Question, index % 2 == 0 ? "A" : "B"))];
        Test = [.. Enumerable.Range(0, 2).Select(index => Record($"q{index}", $"p{index}.png", Question, index == 0 ? "A" : "B"))];
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("lmmcl-reported-").FullName;

    public JsonArray Train { get; set; }

    public JsonArray Test { get; set; }

    /// <summary>Lines of the experiment's file.</summary>
    public Dictionary<string, string> Lines { get; } = new()
    {
        ["experiment"] = "reported",
        ["model"] = HostFolders.TinyModel,
        ["world"] = "skills.yaml",
        ["method"] = "SelectiveTuning",
        ["settings"] = "{ recipe: sa_proj }",
        ["training"] = "{ learning_rate: 1e-3, effective_batch: 4, micro_batch: 4, max_steps: 1 }",
        ["evaluation"] = "{ batch_size: 8, probe_samples: 0 }",
    };

    /// <summary>Lines of the skill in the world's file.</summary>
    public Dictionary<string, string> Skill { get; } = new()
    {
        ["id"] = "birds",
        ["train"] = "train.json",
        ["images"] = "pics",
        ["test"] = "test.json",
        ["scorer"] = "option-letter",
        ["max_new_tokens"] = "8",
    };

    /// <summary>Entries below 'benchmarks' of the world's file.</summary>
    public string Benchmarks { get; set; } = "";

    public static JsonObject Record(string id, string image, string question, string answer) => new()
    {
        ["id"] = id,
        ["image"] = image,
        ["conversations"] = new JsonArray(
            new JsonObject { ["from"] = "human", ["value"] = question }, new JsonObject { ["from"] = "gpt", ["value"] = answer }),
    };

    public static byte[] PngOf(int height, int width) =>
        LmmCl.Data.Images.PngEncoder.Encode(new LmmCl.Modeling.Images.RgbImage(height, width, new byte[height * width * 3]));

    public string PathOf(string name) => Path.Combine(Root, name);

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), bytes);
    }

    /// <summary>Replaces a file by a link to one that may not be there.</summary>
    public void Link(string name, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.Delete(PathOf(name));
        File.CreateSymbolicLink(PathOf(name), target);
    }

    /// <summary>One question with fields of its own in place of the two.</summary>
    public void Ask(params (string Key, JsonNode? Value)[] fields) => Test =
    [
        new JsonObject { ["id"] = "q0", ["doc"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, field.Value))) },
    ];

    /// <summary>A copy of the tiny model, of which the experiment names <paramref name="named"/> or the copy itself.</summary>
    public void Model(string folder = "model", string? named = null)
    {
        SmallWorld.Copy(HostFolders.TinyModel, PathOf(folder));
        Lines["model"] = named ?? folder;
    }

    /// <summary>Changes a JSON file of the copied model.</summary>
    public void Change(string file, Action<JsonObject> change)
    {
        Model();
        var json = JsonNode.Parse(File.ReadAllText(PathOf($"model/{file}")))!.AsObject();
        change(json);
        Write($"model/{file}", json.ToJsonString());
    }

    /// <summary>Renames the tensors of the copied model.</summary>
    public void Rename(Func<string, string> rename)
    {
        Model();
        var bytes = File.ReadAllBytes(PathOf("model/model.safetensors"));
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(8, length))!.AsObject();
        var renamed = new JsonObject(header.Select(entry => KeyValuePair.Create(
            entry.Key == "__metadata__" ? entry.Key : rename(entry.Key), entry.Value?.DeepClone())));
        var text = Encoding.UTF8.GetBytes(renamed.ToJsonString());
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, text.Length);
        Write("model/model.safetensors", [.. prefix, .. text, .. bytes[(8 + length)..]]);
    }

    /// <summary>An adapter of the tiny model's query projections, in PEFT's layout.</summary>
    public void Adapter(string folder = "adapter", int alpha = 8, Func<long[], long[]>? shape = null)
    {
        Write($"{folder}/adapter_config.json", $$"""
            { "peft_type": "LORA", "task_type": "CAUSAL_LM", "r": 4, "lora_alpha": {{alpha}}, "lora_dropout": 0.0, "bias": "none",
              "target_modules": ".*language_model.*\\.q_proj", "inference_mode": true, "init_lora_weights": true }
            """);
        var tensors = Enumerable.Range(0, 4).SelectMany(_ => parts, (layer, part) =>
        {
            var stored = shape is null ? part.Shape : shape(part.Shape);
            return new SafetensorsTensor(
                $"base_model.model.model.language_model.layers.{layer}.self_attn.q_proj.{part.Name}.weight",
                "F32",
                stored,
                stream => stream.Write(new byte[4 * stored.Aggregate(1L, (product, side) => product * side)]));
        });
        SafetensorsWriter.Write(PathOf($"{folder}/adapter_model.safetensors"), tensors);
        (Lines["method"], Lines["settings"]) = ("LoRA", $"{{ adapter: {folder} }}");
    }

    /// <summary>Writes the files that the test has not written itself; returns the experiment's.</summary>
    public string Experiment()
    {
        WriteUnlessThere("train.json", Train.ToJsonString());
        WriteUnlessThere("test.json", Test.ToJsonString());
        var skill = string.Join("\n    ", Skill.Select(line => $"{line.Key}: {line.Value}"));
        WriteUnlessThere("skills.yaml", $"skills:\n  - {skill}\n{(Benchmarks.Length == 0 ? "" : $"benchmarks:\n{Benchmarks}")}");
        WriteUnlessThere("exp.yaml", string.Concat(Lines.Select(line => $"{line.Key}: {line.Value}\n")));
        return PathOf("exp.yaml");
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void WriteUnlessThere(string name, string text)
    {
        if (new FileInfo(PathOf(name)) is { Exists: false, LinkTarget: null })
        {
            Write(name, text);
        }
    }
}
