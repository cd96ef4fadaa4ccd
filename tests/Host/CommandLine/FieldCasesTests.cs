using System.Diagnostics;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary>
/// Inputs as users of tools like ours have them (<c>../shared/cases</c>): each experiment passes the check, or is refused before anything
/// runs with a message that names the place and what is wrong there.
/// </summary>
[Collection(nameof(HostRuns))]
public sealed class FieldCasesTests : IDisposable
{
    private static readonly Dictionary<string, string> refused = new(StringComparer.Ordinal)
    {
        ["01-image-without-marker/exp.yaml"] = "train.json: line 5: [0].conversations: 1 pictures are given and 0 markers",
        ["05-answer-longer-than-the-model/exp.yaml"] = "the record has 1,336 tokens with its pictures, the longest row has 512",
        ["06-mistake-in-a-later-skill/exp.yaml"] = "train2.json: line 89: [6].conversations",
        ["13-url-base64-file-uri/exp.yaml"] = "is an address, where a path is expected; nothing is downloaded",
        ["19-tied-flag-own-head/exp.yaml"] = "config.json: tie_word_embeddings: it is true",
        ["20-untied-no-lm-head/exp.yaml"] = "config.json: text_config.tie_word_embeddings: it is false",
        ["21-missing-shard/exp.yaml"] = "it lists 'model-00002-of-00002.safetensors', which does not exist",
        ["23-git-lfs-pointers/exp-config.yaml"] = "config.json: this is a Git LFS pointer",
        ["23-git-lfs-pointers/exp-model.yaml"] = "model.safetensors: this is a Git LFS pointer",
        ["23-git-lfs-pointers/exp-tokenizer.yaml"] = "tokenizer.json: this is a Git LFS pointer",
        ["27-bin-weights-only/exp.yaml"] = "pytorch_model.bin: the weights are not in safetensors",
        ["27-bin-weights-only/exp2.yaml"] = "there is no tokenizer.json, only vocab.json and merges.txt",
        ["28-peft-adapters/exp-asmodel.yaml"] = "this is the folder of an adapter, not of a model",
        ["28-peft-adapters/exp-bin.yaml"] = "there is no adapter_model.safetensors, only adapter_model.bin",
        ["28-peft-adapters/exp-dora.yaml"] = "adapter_config.json: use_dora",
        ["28-peft-adapters/exp-futurekey.yaml"] = "adapter_config.json: brand_new_default",
        ["28-peft-adapters/exp-half.yaml"] = "the tensors do not fit: missing:",
        ["28-peft-adapters/exp-nopefttype.yaml"] = "adapter_config.json: peft_type: 'nothing' is not LORA",
        ["31-gold-answer-that-no-reply-can-match/exp.yaml"] = "the gold answer 'many' is nothing that scorer 'first-number' reads",
        ["32-yaml-numbers-as-people-write-them/comma.yaml"] = "training.learning_rate",
        ["32-yaml-numbers-as-people-write-them/dup.yaml"] = "line 9: this is not valid YAML. Duplicate key seed",
        ["32-yaml-numbers-as-people-write-them/env.yaml"] = "env.yaml: model: '${...}'",
        ["32-yaml-numbers-as-people-write-them/frac.yaml"] = "training.learning_rate",
        ["32-yaml-numbers-as-people-write-them/hfkeys.yaml"] = "Did you mean 'epochs'?",
        ["32-yaml-numbers-as-people-write-them/hfkeys2.yaml"] = "Did you mean 'learning_rate'?",
        ["32-yaml-numbers-as-people-write-them/home.yaml"] = "home.yaml: model: '~'",
        ["32-yaml-numbers-as-people-write-them/inf.yaml"] = "training.clip",
        ["32-yaml-numbers-as-people-write-them/nan.yaml"] = "training.learning_rate",
        ["32-yaml-numbers-as-people-write-them/nan2.yaml"] = "training.learning_rate",
        ["32-yaml-numbers-as-people-write-them/pct.yaml"] = "training.warmup_ratio",
        ["32-yaml-numbers-as-people-write-them/tab.yaml"] = "the line is indented by a tab",
        ["32-yaml-numbers-as-people-write-them/under.yaml"] = "training.max_steps",
        ["33-loss-becomes-nan/nanweights.yaml"] = "model.language_model.layers.1.mlp.up_proj.weight: value 0 of 32,768 is NaN",
        ["34-same-skill-twice/exp.yaml"] = "'birds' is there 2 times",
        ["38-duplicate-ids/exp2.yaml"] = "the id '000001' is there already",
        ["38-duplicate-ids/exp4.yaml"] = "the id '000001' is there already",
        ["39-turn-orders/exp-bot.yaml"] = "'gpt' is expected here, not 'bot'",
        ["39-turn-orders/exp-caps.yaml"] = "Did you mean 'human'?",
        ["39-turn-orders/exp-emptyanswer.yaml"] = "the answer is empty",
        ["39-turn-orders/exp-endshuman.yaml"] = "the last turn is a question without an answer",
        ["39-turn-orders/exp-function.yaml"] = "'function_call' turns are not supported",
        ["39-turn-orders/exp-gptfirst.yaml"] = "'human' is expected here, not 'gpt'",
        ["39-turn-orders/exp-onlyhuman.yaml"] = "the last turn is a question without an answer",
        ["39-turn-orders/exp-spaceanswer.yaml"] = "the answer is empty",
        ["39-turn-orders/exp-special.yaml"] = "'<|im_start|>', which the model reads as a control token",
        ["39-turn-orders/exp-twohumans.yaml"] = "'gpt' is expected here, not 'human'",
        ["39-turn-orders/exp-weight.yaml"] = "no answer is learned: each has weight 0",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-cases-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [FieldCasesFact]
    public async Task Every_case_is_accepted_or_refused_before_anything_runs()
    {
        Prepare();
        var wrong = new List<string>();
        var experiments = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("experiment:", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var file in experiments)
        {
            var typed = await Typed.CommandAsync("run", file, "--dry-run", "--runs", Path.Combine(folder, "runs"));
            var expected = refused.GetValueOrDefault(Path.GetRelativePath(folder, file));
            var said = typed.Output + typed.Error;
            var asExpected = expected is null ? typed.Code == 0 : typed.Code == 2 && said.Contains(expected, StringComparison.Ordinal);
            if (!asExpected)
            {
                wrong.Add($"{Path.GetRelativePath(folder, file)}: {typed.Code}: {said[..Math.Min(said.Length, 400)]}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(experiments.Count > refused.Count);
    }

    /// <summary>Copies the cases and fills in their placeholders.</summary>
    private void Prepare()
    {
        using var prepare = Process.Start(new ProcessStartInfo("bash", [Path.Combine(FieldCasesFactAttribute.Folder, "prepare.sh"), Repository.Root, folder])
        {
            RedirectStandardOutput = true,
        })!;
        prepare.StandardOutput.ReadToEnd();
        prepare.WaitForExit();
        Assert.Equal(0, prepare.ExitCode);
        // One case borrows a benchmark of TinyWorld's.
        Assert.Equal(0, Typed.CommandAsync("world", Path.Combine(folder, "world")).GetAwaiter().GetResult().Code);
    }

    /// <summary>Runs where the cases are beside the checkout.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FieldCasesFactAttribute : FactAttribute
    {
        public FieldCasesFactAttribute() => Skip = Directory.Exists(Folder) ? null : $"{Folder} does not exist";

        public static string Folder => Path.Combine(Repository.Root, "..", "shared", "cases");
    }
}
