using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary>A model folder that is not what it should be ends a run with one line that names file and tensor.</summary>
[Collection(nameof(HostRuns))]
public sealed class BrokenModelTests : IDisposable
{
    private readonly CopiedWorld copy;
    private readonly Workplace place;

    public BrokenModelTests(FinishedExperiment finished)
    {
        (copy, place) = (new CopiedWorld(finished.World), new Workplace(finished.World));
    }

    private string Weights => Path.Combine(copy.Model, "model.safetensors");

    [Fact]
    public async Task A_folder_that_does_not_exist()
    {
        Directory.Delete(copy.Model, recursive: true);

        (await RunAsync()).IsOneErrorWith("model", copy.Model, "does not exist");
    }

    [Fact]
    public async Task A_folder_without_weights()
    {
        File.Delete(Weights);

        (await RunAsync()).IsOneErrorWith(copy.Model, "safetensors");
    }

    [Fact]
    public async Task A_header_that_is_not_json()
    {
        using (var stream = File.OpenWrite(Weights))
        {
            stream.Position = 8;
            stream.Write("not a header"u8);
        }

        (await RunAsync()).IsOneErrorWith("model.safetensors", "header");
    }

    [Fact]
    public async Task Offsets_beyond_the_file()
    {
        RewriteHeader(header => Last(header)["data_offsets"] = new JsonArray(0, 1L << 40));

        (await RunAsync()).IsOneErrorWith("model.safetensors", "offsets");
    }

    [Fact]
    public async Task A_missing_tensor()
    {
        RewriteHeader(header => Rename(header, "language_model.model.norm.weight", "language_model.model.nrm.weight"));

        (await RunAsync()).IsOneErrorWith("model.safetensors", "norm.weight");
    }

    [Fact]
    public async Task An_extra_tensor()
    {
        RewriteHeader(header => header["model.another.weight"] = new JsonObject
        {
            ["dtype"] = "F32",
            ["shape"] = new JsonArray(0),
            ["data_offsets"] = new JsonArray(End(header), End(header)),
        });

        (await RunAsync()).IsOneErrorWith("model.safetensors", "model.another.weight");
    }

    [Fact]
    public async Task A_config_of_an_unknown_model()
    {
        var config = Path.Combine(copy.Model, "config.json");
        CopiedWorld.Rewrite(config, "\"model_type\": \"llava_onevision\"", "\"model_type\": \"llava_onevison\"");

        (await RunAsync()).IsOneErrorWith("config.json", "model_type", "'llava_onevison'", "Did you mean 'llava_onevision'?");
    }

    [Fact]
    public async Task A_folder_without_tokenizer()
    {
        File.Delete(Path.Combine(copy.Model, "tokenizer.json"));

        (await RunAsync()).IsOneErrorWith("tokenizer.json");
    }

    public void Dispose()
    {
        place.Dispose();
        copy.Dispose();
    }

    private Task<Typed> RunAsync() =>
        Typed.CommandAsync("run", place.Experiment("small", $"model: {copy.Model}", "skills: [timeclock]"), "--runs", place.Runs);

    private void RewriteHeader(Action<JsonObject> change)
    {
        var bytes = File.ReadAllBytes(Weights);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(8, length))!.AsObject();
        change(header);
        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, text.Length);
        File.WriteAllBytes(Weights, [.. prefix, .. text, .. bytes[(8 + length)..]]);
    }

    private static JsonObject Last(JsonObject header) =>
        header.Where(entry => entry.Key != "__metadata__").Select(entry => entry.Value!.AsObject()).MaxBy(End)!;

    private static long End(JsonNode entry) => entry is JsonObject header && header.ContainsKey("__metadata__")
        ? End(Last(header))
        : entry["data_offsets"]![1]!.GetValue<long>();

    private static void Rename(JsonObject header, string name, string another)
    {
        header[another] = header[name]!.DeepClone();
        header.Remove(name);
    }
}
