using System.Text.RegularExpressions;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>
/// Classifies the weight files of a checkpoint folder by name, so that errors name the files found and not only those expected.
/// </summary>
internal static partial class WeightFiles
{
    private const string Convert =
        "Convert them: load the model with transformers, and save it with save_pretrained(FOLDER, safe_serialization=True).";

    private static readonly string[] others = ["*.bin", "*.pt", "*.pth", "*.ckpt", "*.h5", "*.msgpack", "*.gguf", "*.onnx"];

    /// <summary>Files in which LLaVA's training saves the projector, or all trained weights other than the adapter.</summary>
    private static readonly string[] partial = ["mm_projector.bin", "non_lora_trainables.bin"];

    /// <summary>The error for a folder that has neither a weight file nor an index.</summary>
    public static InputException Missing(string folder)
    {
        var foreign = others.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern)).Select(Path.GetFileName)
            .Where(name => name is not ("training_args.bin" or "optimizer.pt" or "scheduler.pt"))
            .OrderBy(name => partial.Contains(name)).ThenBy(name => name, StringComparer.Ordinal).FirstOrDefault();
        if (foreign is not null && partial.Contains(foreign))
        {
            return new(
                Path.Combine(folder, foreign),
                "this file holds only what LLaVA trained beside the language model, not a whole model.",
                "Merge it into its base model with LLaVA's scripts/merge_lora_weights.py, and name the result.");
        }

        if (foreign is not null)
        {
            return new(Path.Combine(folder, foreign), "the weights are not in safetensors, the only form that is read.", Convert);
        }

        if (Shards(folder).FirstOrDefault() is { } shard)
        {
            return new(
                folder,
                $"{shard} is there, but {CheckpointTensors.IndexFile} is not, which says what each shard holds.",
                "Download the index as well.");
        }

        if (File.Exists(Path.Combine(folder, "adapter_config.json")))
        {
            return OtherFolder.IsAdapter(folder);
        }

        var single = Directory.EnumerateFiles(folder, "*.safetensors").Select(Path.GetFileName)
            .Order(StringComparer.Ordinal).FirstOrDefault();
        return new(
            folder,
            $"neither {CheckpointTensors.SingleFile} nor {CheckpointTensors.IndexFile} is there"
                + (single is null ? "." : $", only {single}."),
            single is null
                ? "Copy the weights into the folder with config.json."
                : $"Rename it to {CheckpointTensors.SingleFile} if it holds all weights.");
    }

    /// <summary>Refuses a folder with a weight file beside an index of others, and shards that the index does not list.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="listed">Names of the files that the index lists.</param>
    /// <exception cref="InputException">There are such files.</exception>
    public static void RefuseStrays(string folder, IReadOnlyCollection<string> listed)
    {
        var index = Path.Combine(folder, CheckpointTensors.IndexFile);
        if (listed.FirstOrDefault(name => !LinkedFile.Exists(Path.Combine(folder, name))) is { } absent)
        {
            var there = listed.Count(name => LinkedFile.Exists(Path.Combine(folder, name)));
            throw new InputException(
                index,
                $"it lists '{absent}', which does not exist ({there} of {listed.Count} files do).",
                "Download the missing file.");
        }

        if (Shards(folder).FirstOrDefault(name => !listed.Contains(name)) is { } stray)
        {
            throw new InputException(
                Path.Combine(folder, stray),
                $"{CheckpointTensors.IndexFile} does not list this file.",
                "Remove it if it is of another checkpoint, or get the index that belongs to it.");
        }
    }

    /// <summary>
    /// Rejects an index beside an unsharded file that it does not list: they are two checkpoints, and it is ambiguous which is meant.
    /// </summary>
    /// <exception cref="InputException">The index lists other files than the single one.</exception>
    public static void RefuseTwo(string folder, IEnumerable<string> listed)
    {
        if (listed.FirstOrDefault(name => name != CheckpointTensors.SingleFile) is { } other)
        {
            throw new InputException(
                Path.Combine(folder, CheckpointTensors.SingleFile),
                $"{CheckpointTensors.IndexFile} is there as well, and lists '{other}': two sets of weights are in one folder.",
                "Keep one of them.");
        }
    }

    private static IEnumerable<string> Shards(string folder) =>
        Directory.EnumerateFiles(folder, "model-*.safetensors").Select(file => Path.GetFileName(file)!)
            .Where(name => Shard().IsMatch(name)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^model-[0-9]+-of-[0-9]+\.safetensors$")]
    private static partial Regex Shard();
}
