using System.Text.Json.Nodes;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary>
/// Inputs that imitate what users of such tools reported publicly. Each does what its user expected, or is answered before anything runs by
/// lines that name the file, the field and the fix.
/// </summary>
[Collection(nameof(HostRuns))]
public sealed class ReportedInputsTests : IDisposable
{
    private const int LongestLine = 1_000;

    private static readonly Dictionary<string, (Action<ReportedInput> Change, int Code, string[] Said)> cases = new()
    {
        // Input dropped.
        ["query and response"] = (
            input => input.Train =
            [
                new JsonObject { ["query"] = ReportedInput.Question, ["response"] = "A", ["images"] = new JsonArray("p0.png") },
            ],
            2, ["train.json: line 1: [0].query", "Write 'conversations'"]),
        ["tool calls in a turn"] = (
            input => input.Train[1]!["conversations"]![1]!["tool_calls"] = new JsonArray(new JsonObject { ["type"] = "function" }),
            2, ["[1].conversations[1].tool_calls", "the turn calls tools", "leave the record out"]),
        ["reasoning beside an answer"] = (
            input => input.Train[1]!["conversations"]![1]!["reasoning_content"] = "Its beak is long.",
            2, ["[1].conversations[1].reasoning_content", "is not learned", "<think>"]),
        ["pictures of a turn"] = (
            input => input.Train[1]!["conversations"]![0]!["images"] = new JsonArray("p1.png"),
            2, ["[1].conversations[0].images", "record's 'image'"]),
        ["loss mask"] = (
            input => input.Train[0]!["loss_mask"] = new JsonArray(0), 2, ["[0].loss_mask", "'weight' of 0 or 1"]),
        ["nothing under a key that means something"] = (
            input => input.Train[1]!["conversations"]![1]!["tool_calls"] = null, 0, ["would train"]),
        ["parts with an address"] = (
            input => input.Train[1]!["conversations"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "image_url" }) },
                new JsonObject { ["role"] = "assistant", ["content"] = "B" }),
            2, ["[1].conversations[0].content", "'image_url', which is not read", "\"path\""]),
        ["an answer without a question"] = (
            input => input.Train[1]!["conversations"]!.AsArray().RemoveAt(0), 2, ["[1].conversations[0]", "Add the question before it"]),

        // Found late.
        ["adapter of another size"] = (
            input => input.Adapter(shape: shape => [.. shape.Select(side => side == 128 ? 256 : side)]),
            2, ["adapter_model.safetensors", "of another shape", "q_proj.lora_A.weight", "[4, 256]"]),
        ["transposed adapter"] = (
            input => input.Adapter(shape: shape => [.. shape.Reverse()]), 2, ["adapter_model.safetensors", "of another shape"]),
        ["captions that are not there"] = (
            input => input.Lines["evaluation"] = "{ batch_size: 8, probe_samples: 4, probe_captions: captions.json }",
            2, ["captions.json", "the data file cannot be read"]),
        ["captions with a broken picture"] = (
            input =>
            {
                input.Write("pics/cut.png", ReportedInput.PngOf(24, 24)[..60]);
                var caption = ReportedInput.Record("c", "pics/cut.png", "<image>\nDescribe it.", "A bird.");
                input.Write("captions.json", new JsonArray(caption).ToJsonString());
                input.Lines["evaluation"] = "{ batch_size: 8, probe_samples: 4, probe_captions: captions.json }";
            },
            2, ["captions.json", "'pics/cut.png' cannot be used", "truncated"]),
        ["broken picture in the last benchmark"] = (
            input =>
            {
                input.Write("pics/cut.png", ReportedInput.PngOf(24, 24)[..60]);
                input.Write("held.json", new JsonArray(ReportedInput.Record("h", "cut.png", ReportedInput.Question, "A")).ToJsonString());
                input.Benchmarks = "  - { id: held, test: held.json, images: pics, scorer: option-letter }\n";
            },
            2, ["held.json", "'cut.png' cannot be used", "truncated"]),

        // Training without effect.
        ["targets that match nothing"] = (
            input => (input.Lines["method"], input.Lines["settings"]) = ("LoRA", "{ rank: 4, alpha: 8, targets: [c_attn] }"),
            2, ["c_attn"]),

        ["rate that no weight can hold"] = (
            input => input.Lines["training"] = "{ learning_rate: 1e-30, effective_batch: 4, max_steps: 1 }",
            2, ["training.learning_rate", "it is 1E-30", "would keep its values"]),
        ["warm-up over the only step"] = (
            input => input.Lines["training"] = "{ learning_rate: 1e-3, effective_batch: 4, max_steps: 1, warmup_ratio: 1.0 }",
            0, ["would train"]),
        ["adapter that adds nothing"] = (
            input => input.Adapter(alpha: 0), 2, ["adapter_config.json: lora_alpha", "above 0", "no gradient"]),

        // Links.
        ["adapter in a hub's cache"] = (
            input =>
            {
                input.Adapter("blobs");
                input.Link("snapshot/adapter_config.json", "../blobs/adapter_config.json");
                input.Link("snapshot/adapter_model.safetensors", "../blobs/adapter_model.safetensors");
                input.Lines["settings"] = "{ adapter: snapshot }";
            },
            0, ["would train"]),
        ["broken link to the weights"] = (
            input => Linked(input, "model/model.safetensors"), 2, ["model.safetensors", "'../blobs/gone'", "does not exist"]),
        ["broken link to the tokenizer"] = (
            input => Linked(input, "model/tokenizer.json"), 2, ["tokenizer.json", "'../blobs/gone'", "does not exist"]),
        ["broken link to the configuration"] = (
            input => Linked(input, "model/config.json"), 2, ["config.json", "'../blobs/gone'", "does not exist"]),
        ["broken link to the data"] = (
            input => input.Link("train.json", "/data/gone.json"), 2, ["skills[0].train", "link to '/data/gone.json'", "does not exist"]),

        // Files of a checkpoint that contradict each other.
        ["image token that is a word"] = (
            input => input.Change("config.json", json => json["image_token_index"] = 300),
            2, ["config.json: image_token_index", "300 is the token", "<image> has id 883"]),
        ["image token beyond the vocabulary"] = (
            input => input.Change("config.json", json => json["image_token_index"] = 151_646), 0, ["would train"]),
        ["fewer layers than stored"] = (
            input => input.Change("config.json", json => json["text_config"]!["num_hidden_layers"] = 3),
            2, ["text_config.num_hidden_layers", "3 layers", "has 4"]),
        ["vocabulary of another size"] = (
            input => input.Change("config.json", json => json["text_config"]!["vocab_size"] = 900),
            2, ["text_config.vocab_size", "900", "885"]),
        ["processor of another size"] = (
            input => input.Change("preprocessor_config.json", json => json["size"] = new JsonObject { ["height"] = 48, ["width"] = 48 }),
            2, ["preprocessor_config.json: size", "48 x 48", "reads 32 x 32"]),
        ["processor with other canvases"] = (
            input => input.Change(
                "preprocessor_config.json",
                json => json["image_grid_pinpoints"] = new JsonArray(new JsonArray(32, 64), new JsonArray(64, 32))),
            2, ["preprocessor_config.json: image_grid_pinpoints", "crops", "config.json"]),

        // Older and joined files.
        ["joined JSON lines with a mark of each file"] = (
            input =>
            {
                var lines = input.Train.Select(record => record!.ToJsonString()).ToList();
                input.Write("train.jsonl", $"\uFEFF{lines[0]}\n{lines[1]}\n\uFEFF{lines[2]}\n{lines[3]}\n");
                input.Skill["train"] = "train.jsonl";
            },
            0, ["would train"]),
        ["weights by their names of before"] = (
            input => input.Rename(name => name.Replace("model.language_model.", "language_model.model.", StringComparison.Ordinal)),
            0, ["would train"]),
        ["size as a number"] = (
            input => input.Change("preprocessor_config.json", json => json["size"] = 32), 0, ["would train"]),

        // Things that are called by their symptom.
        ["weights of a wrapped model"] = (
            input => input.Rename(name => $"module.{name}"),
            2, ["model.safetensors", "no tensor's name begins with", "'module.", "save_pretrained"]),
        ["name on a hub"] = (
            input => input.Lines["model"] = "llava-hf/llava-onevision-qwen2-0.5b-ov-hf",
            2, ["does not exist", "hf download llava-hf/llava-onevision-qwen2-0.5b-ov-hf"]),
        ["file of the weights"] = (
            input => input.Model(named: "model/model.safetensors"), 2, ["this is a file", "Name the folder it is in"]),
        ["folder around checkpoints"] = (
            input => input.Model("saves/checkpoint-500", named: "saves"), 2, ["no config.json here", "'checkpoint-500'"]),
        ["folder of a hub's cache"] = (
            input => input.Model("models--x--y/snapshots/0a1b", named: "models--x--y"), 2, ["no config.json here", "snapshots/0a1b"]),
        ["adapter as model"] = (
            input =>
            {
                input.Adapter();
                input.Lines["model"] = "adapter";
            },
            2, ["folder of an adapter, not of a model", "settings: { adapter: ... }"]),
        ["projector as model"] = (
            input =>
            {
                input.Model();
                File.Move(input.PathOf("model/model.safetensors"), input.PathOf("model/mm_projector.bin"));
            },
            2, ["mm_projector.bin", "not a whole model", "merge_lora_weights.py"]),
        ["table as JSON"] = (
            input => input.Write("test.json", "index\timage\tquestion\tA\tB\tanswer\n0\t/9j/4AAQ\tWhich?\tHeron\tWren\tA\n"),
            2, ["test.json: line 1", "looks like a table"]),
        ["records as Python prints them"] = (
            input =>
            {
                input.Write("train.jsonl", "{'id': 't0', 'image': 'p0.png'}\n");
                input.Skill["train"] = "train.jsonl";
            },
            2, ["train.jsonl: line 1", "json.dumps"]),
        ["NaN in records"] = (
            input => input.Write("train.json", "[\n{ \"id\": \"t0\",\n  \"score\": NaN }\n]"), 2, ["train.json: line 3", "write null"]),
        ["adapter's file for its folder"] = (
            input =>
            {
                input.Adapter();
                input.Lines["settings"] = "{ adapter: adapter/adapter_model.safetensors }";
            },
            2, ["adapter_model.safetensors", "file", "folder"]),
        ["adapter that is a pointer"] = (
            input =>
            {
                input.Adapter();
                input.Write("adapter/adapter_model.safetensors", ReportedInput.LfsPointer);
            },
            2, ["adapter_model.safetensors", "Git LFS pointer"]),
        ["adapter of empty tensors"] = (
            input => input.Adapter(shape: _ => [0]), 2, ["adapter_model.safetensors", "[0]"]),

        // Paths.
        ["home folder in settings"] = (
            input =>
            {
                input.Adapter();
                input.Lines["settings"] = "{ adapter: ~/adapter }";
            },
            2, ["exp.yaml: settings.adapter", "'~'", "is not expanded"]),
        ["variable in a path"] = (
            input => input.Lines["model"] = "$HOME/models/tiny", 2, ["exp.yaml: model", "'$HOME'", "is not expanded"]),
        ["variable in the path of captions"] = (
            input => input.Lines["evaluation"] = "{ probe_samples: 4, probe_captions: $DATA/captions.json }",
            2, ["exp.yaml: evaluation.probe_captions", "'$DATA'", "is not expanded"]),

        // Lengths.
        ["second picture beyond the longest row"] = (
            input =>
            {
                var story = string.Concat(Enumerable.Repeat("tell me the story of the bird ", 20));
                var record = ReportedInput.Record("long", "p0.png", $"<image>\n{story}<image>\nWhich?", "A");
                record["image"] = new JsonArray("p0.png", "p1.png");
                input.Train[0] = record;
                input.Lines["training"] = "{ effective_batch: 4, max_steps: 2, max_length: 96, overlong: cut }";
            },
            0, ["note: ", "0 are cut to 96 tokens and 1 are left out"]),
        ["reply beyond the positions"] = (
            input =>
            {
                input.Skill["max_new_tokens"] = "500";
            },
            0, ["skills[0]: max_new_tokens", "a reply of 500 tokens to 2 of the questions", "model's 512 positions"]),

        // Gold answers.
        ["gold that is an option without a text"] = (
            input => input.Ask(("question", "Which?"), ("options", new JsonArray("#15", "#16", "")), ("answer", "C")),
            0, ["note: ", "test.json", "option C, which has no text"]),
        ["gold that is nan"] = (
            input => input.Ask(("question", "How many?\nA. Two\nB. One\nC. Three\nD. nan"), ("answer", "D")),
            0, ["note: ", "option D", "'nan'"]),
        ["two options alike"] = (
            input => input.Ask(("question", "Which?"), ("options", new JsonArray("Heron", "heron.", "Wren")), ("answer", "A")),
            0, ["note: ", "option A, and option B has the same text"]),
        ["gold as an index"] = (
            input => input.Ask(("question", "Which?"), ("options", new JsonArray("Heron", "Wren")), ("answer", 1)),
            2, ["test.json", "the gold answer '1' is none of the options A to B"]),
        ["gold as the option's text"] = (
            input => input.Ask(("question", "Which?"), ("options", new JsonArray("Heron", "Wren")), ("answer", "Wren")),
            0, ["would train"]),
        ["test without answers"] = (
            input => input.Ask(("question", "Which?"), ("options", new JsonArray("Heron", "Wren"))),
            2, ["test.json", "no field 'answer'"]),

        // Counted twice.
        ["questions of two benchmarks"] = (
            input => input.Benchmarks = "  - { id: again, test: test.json, images: pics, scorer: option-letter, max_new_tokens: 8 }\n",
            0, ["note: ", "benchmarks[0].test", "the questions of 'birds' again"]),
        ["test among the training data"] = (
            input => input.Skill["test"] = "train.json", 0, ["note: ", "skills[0].test", "is among the training data"]),

        // What the check of the data says as well.
        ["missing parts of a mixture"] = (
            input =>
            {
                input.Write("mix.yaml", "datasets:\n  - json_path: one.json\n  - json_path: train.json\n  - json_path: two.json\n");
                input.Skill["train"] = "mix.yaml";
            },
            2, ["mix.yaml: datasets[0].json_path", "'one.json'", "mix.yaml: datasets[2].json_path", "'two.json'", "2 errors"]),
        ["mixture of nothing"] = (
            input =>
            {
                input.Write("mix.yaml", "datasets:\n  - json_path: train.json\n    sampling_strategy: first:0\n");
                input.Skill["train"] = "mix.yaml";
            },
            2, ["mix.yaml", "selects no record"]),
    };

    private readonly ReportedInput input = new();

    public static TheoryData<string> Names => [.. cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_reported_input_is_read_or_refused_before_anything_runs(string name)
    {
        var (change, code, said) = cases[name];
        change(input);

        var typed = await Typed.CommandAsync("run", input.Experiment(), "--dry-run", "--runs", input.PathOf("runs"));

        var all = typed.Output + typed.Error;
        Assert.True(typed.Code == code, $"exit code {typed.Code}: {all}");
        Assert.All(said, part => Assert.Contains(part, all, StringComparison.Ordinal));
        Assert.All(all.Split('\n'), line => Assert.True(line.Length <= LongestLine, line));
        Assert.DoesNotContain("   at ", typed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_is_refused_before_its_first_experiment_if_its_second_cannot_work()
    {
        input.Adapter(shape: shape => [.. shape.Select(side => side == 128 ? 256 : side)]);
        input.Experiment();
        input.Write("sweep.yaml", $$"""
            sweep: reported
            model: {{HostFolders.TinyModel}}
            world: skills.yaml
            methods: [{ settings: { recipe: sa_proj } }, { method: LoRA, settings: { adapter: adapter } }]
            evaluation: { batch_size: 8, probe_samples: 0 }
            """);
        string[] runs = ["--runs", input.PathOf("runs")];

        var sweep = await Typed.CommandAsync(["sweep", input.PathOf("sweep.yaml"), .. runs]);
        var check = await Typed.CommandAsync(["data", "check", input.PathOf("sweep.yaml"), .. runs]);

        sweep.IsOneErrorWith("adapter_model.safetensors", "another shape");
        Assert.Equal(2, check.Code);
        Assert.Contains("another shape", check.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(input.PathOf("runs")));
        Assert.EndsWith("2 experiments, 1 findings.\n", check.Output, StringComparison.Ordinal);
    }

    public void Dispose() => input.Dispose();

    private static void Linked(ReportedInput input, string file)
    {
        input.Model();
        input.Link(file, "../blobs/gone");
    }
}
