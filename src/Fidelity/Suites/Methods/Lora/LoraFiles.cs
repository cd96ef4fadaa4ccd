using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Checkpoints;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lora;

/// <summary>
/// Checks that a written adapter equals PEFT's in every byte of every tensor, and that the configurations are equivalent.
/// </summary>
internal static class LoraFiles
{
    private const string ConfigFile = "adapter_config.json";
    private const string TensorFile = "adapter_model.safetensors";

    /// <summary>Fields that record the writer of the file and its source folder.</summary>
    private static readonly string[] provenance = ["base_model_name_or_path", "peft_version", "qalora_group_size", "megatron_core"];

    /// <summary>
    /// Checks an adapter read from PEFT and written again; one created from the settings with PEFT's values; and one read back.
    /// </summary>
    public static GoldenOutcome Check(LoraEntry entry, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var batch = entry.Batch();
        return GoldenOutcome.All(
        [
            .. Written(entry, methods, batch, LoraUnderTest.From(entry.Adapter, "continue"), "read and written"),
            .. Written(entry, methods, batch, entry.Settings(), "made from settings"),
        ]);
    }

    private static List<GoldenOutcome> Written(
        LoraEntry entry, Func<string, IMitigationMethod> methods, MultimodalBatch batch, JsonObject settings, string how)
    {
        using var model = entry.Base();
        using var lora = new LoraUnderTest(methods, model);
        lora.Prepare(settings);
        Fill(lora.Trained, Path.Combine(entry.Adapter, TensorFile));
        var active = model.Logits(batch);
        lora.Finish();
        return
        [
            .. SameTensors(lora.State, entry.Adapter, how),
            .. SameConfig(lora.State, entry.Adapter, how),
            ReadBack(entry, methods, batch, lora.State, active, how),
        ];
    }

    /// <summary>Checks that an adapter that is written and read back gives bitwise equal logits.</summary>
    private static GoldenOutcome ReadBack(
        LoraEntry entry, Func<string, IMitigationMethod> methods, MultimodalBatch batch, string written, Tensor active, string how)
    {
        using var model = entry.Base();
        using var lora = new LoraUnderTest(methods, model);
        lora.Attach(written);
        return TensorDifference.Check(model.Logits(batch), active, 0, $"{how}: logits after reading it back");
    }

    private static void Fill(IReadOnlyList<ModelParameter> trained, string file)
    {
        using var stored = new GoldenTensors(file);
        var byName = trained.ToDictionary(parameter => parameter.Name);
        foreach (var key in stored.Names)
        {
            var name = LoraTraining.Own(key["base_model.model.".Length..]);
            using var value = stored[key];
            byName[name].Value.copy_(value);
        }
    }

    private static IEnumerable<GoldenOutcome> SameTensors(string written, string golden, string how)
    {
        using var ours = SafetensorsFile.Open(Path.Combine(written, TensorFile));
        using var theirs = SafetensorsFile.Open(Path.Combine(golden, TensorFile));
        yield return GoldenOutcome.Equal(
            ours.Metadata.ToHashSet().SetEquals(theirs.Metadata), () => $"{how}: metadata {string.Join(", ", ours.Metadata)}");
        yield return GoldenOutcome.Equal(
            Layout(ours).SequenceEqual(Layout(theirs)), () => $"{how}: expected {First(theirs, ours)}, found {First(ours, theirs)}");
        foreach (var name in theirs.Entries.Keys.Intersect(ours.Entries.Keys))
        {
            var same = ours.ReadBytes(name).AsSpan().SequenceEqual(theirs.ReadBytes(name));
            yield return GoldenOutcome.Equal(same, () => $"{how}: {name} has other bytes");
        }
    }

    private static IEnumerable<string> Layout(SafetensorsFile file) => file.Entries.Values.OrderBy(entry => entry.Begin)
        .Select(entry => $"{entry.Name} {entry.Dtype} [{string.Join(", ", entry.Shape)}] at {entry.Begin}");

    private static string First(SafetensorsFile of, SafetensorsFile other) =>
        Layout(of).Except(Layout(other)).FirstOrDefault() ?? "nothing more";

    /// <summary>Checks that every field written equals PEFT's, and that omitted fields have their defaults.</summary>
    private static IEnumerable<GoldenOutcome> SameConfig(string written, string golden, string how)
    {
        var ours = JsonNode.Parse(File.ReadAllText(Path.Combine(written, ConfigFile)))!.AsObject();
        var theirs = JsonNode.Parse(File.ReadAllText(Path.Combine(golden, ConfigFile)))!.AsObject();
        foreach (var name in theirs.Select(field => field.Key).Union(ours.Select(field => field.Key)).Except(provenance))
        {
            yield return GoldenOutcome.Equal(
                ours.ContainsKey(name) ? JsonNode.DeepEquals(ours[name], theirs[name]) : IsDefault(theirs[name]),
                () => $"{how}: {ConfigFile}: {name}: expected {Text(theirs[name])}, found {Text(ours[name])}");
        }
    }

    private static bool IsDefault(JsonNode? value) => Text(value) is "null" or "false" or "{}" or "[]";

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
}
