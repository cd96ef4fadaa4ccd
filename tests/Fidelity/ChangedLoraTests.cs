using System.Text.Json.Nodes;

namespace LmmCl.Fidelity.Tests;

/// <summary>The cases of LoRA can fail, each of its checks on its own.</summary>
public sealed class ChangedLoraTests : IDisposable
{
    private const string Case = "lora-pattern-layer-1-only";

    private readonly string folder = Directory.CreateTempSubdirectory("goldens-").FullName;

    public ChangedLoraTests()
    {
        var compact = Path.Combine(GoldenFolders.Compact, "methods");
        foreach (var file in Directory.GetFiles(compact, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Suite, Path.GetRelativePath(compact, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        WriteCase(Cases().Single(item => (string?)item!["name"] == Case)!);
    }

    private string Suite => Path.Combine(folder, "methods");

    private string Config => Path.Combine(Suite, Case, "adapter_config.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Unchanged_they_pass() => Assert.Empty(Failures());

    [Theory]
    [InlineData("loss", "4.5", "gradients", "loss: differs")]
    [InlineData("trainable_count", "769", "gradients", "trainable_count: expected 769, found 768")]
    [InlineData("losses_of_ten_steps_and_after", "[4.566185474395752, 4.5]", "ten steps", "loss after 1 steps: differs")]
    [InlineData("merged_keys", "[]", "merged", "merged_keys")]
    [InlineData("config.lora_alpha", "16", "files", "lora_alpha: expected 8, found 16")]
    [InlineData("config.target_modules", """["gate_proj", "up_proj"]""", "files", "layers.0.mlp.gate_proj")]
    public void An_expectation_that_is_changed_fails_in_its_own_check(string field, string value, string check, string because)
    {
        var changed = Cases().Single()!;
        var owner = field.StartsWith("config.", StringComparison.Ordinal) ? changed["config"]! : changed;
        owner[field.Split('.')[^1]] = JsonNode.Parse(value);
        WriteCase(changed);

        var failure = Assert.Single(Failures());

        Assert.StartsWith($"methods/lora/{check}", failure, StringComparison.Ordinal);
        Assert.Contains(because, failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lora_alpha", "8.1", "active", "merged", "gradients", "ten steps", "files")]
    [InlineData("use_rslora", "true", "active", "merged", "gradients", "ten steps", "files")]
    [InlineData("task_type", "\"SEQ_CLS\"", "files")]
    public void An_adapter_that_says_something_else_fails_where_that_matters(string field, string value, params string[] checks)
    {
        var config = JsonNode.Parse(File.ReadAllText(Config))!;
        config[field] = JsonNode.Parse(value);
        File.WriteAllText(Config, config.ToJsonString());

        Assert.Equal(checks.Select(check => $"methods/lora/{check}"), Failures().Select(failure => failure.Split(": ")[0]));
    }

    private JsonArray Cases() => JsonNode.Parse(File.ReadAllText(Path.Combine(Suite, "cases.json")))!.AsArray();

    private void WriteCase(JsonNode item) =>
        File.WriteAllText(Path.Combine(Suite, "cases.json"), new JsonArray(item.DeepClone()).ToJsonString());

    private List<string> Failures()
    {
        var rows = new GoldenRun(GoldenSuites.With(Methods.Create)).Run(folder, "methods");
        return [.. rows.SelectMany(row => row.Failures.Select(failure => $"{row.Group}: {failure}"))];
    }
}
