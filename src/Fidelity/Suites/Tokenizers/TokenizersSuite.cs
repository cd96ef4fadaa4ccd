using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Fidelity.Suites.Tokenizers;

/// <summary>Golden files of Hugging Face's tokenizers: encoding, decoding, streaming, clean-up and the long text.</summary>
public sealed class TokenizersSuite : IGoldenSuite
{
    private static readonly string[] knownFiles =
        ["tokenizer.json", "cases.json", "decode.json", "streaming.json", "manifest.json", "cleanup.json", "throughput.json"];

    /// <inheritdoc/>
    public string Name => "tokenizers";

    /// <inheritdoc/>
    public IEnumerable<GoldenCase> Cases(string folder)
    {
        var folders = Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToList();
        var cases = folders.SelectMany(Tokenizer).Concat(TopLevel(folder));
        return cases.Concat(folders.Prepend(folder).SelectMany(Unknown));
    }

    /// <summary>The entries of a list file; empty if there is no such file.</summary>
    internal static List<JsonElement> Entries(string file) =>
        File.Exists(file) ? [.. JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.EnumerateArray()] : [];

    private static IEnumerable<GoldenCase> Tokenizer(string folder)
    {
        var name = Path.GetFileName(folder);
        var tokenizer = new Lazy<HuggingFaceTokenizer>(() => HuggingFaceTokenizer.Load(folder));
        return
        [
            .. EncodingCases.Read(Path.Combine(folder, "cases.json"), $"tokenizers/{name}/encode", tokenizer),
            .. DecodingCases.Read(Path.Combine(folder, "decode.json"), $"tokenizers/{name}/decode", tokenizer),
            .. StreamingCases.Read(Path.Combine(folder, "streaming.json"), $"tokenizers/{name}/streaming", tokenizer),
        ];
    }

    private static IEnumerable<GoldenCase> TopLevel(string folder) =>
    [
        .. Entries(Path.Combine(folder, "cleanup.json")).Select(entry => new GoldenCase(
            "tokenizers/cleanup", entry.GetProperty("name").GetString()!, "0", () => Cleanup(entry))),
        .. ThroughputCases.Read(folder),
    ];

    private static GoldenOutcome Cleanup(JsonElement entry)
    {
        var found = TextCleanup.Apply(entry.GetProperty("text").GetString()!);
        return Differences.Text("cleaned", entry.GetProperty("cleaned").GetString()!, found);
    }

    private static IEnumerable<GoldenCase> Unknown(string folder) =>
        from file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
        where !knownFiles.Contains(Path.GetFileName(file))
        select GoldenCase.NotCovered(
            "tokenizers", Path.GetFileName(file), $"the file {Path.GetFileName(file)} is of a kind that is not known");
}
