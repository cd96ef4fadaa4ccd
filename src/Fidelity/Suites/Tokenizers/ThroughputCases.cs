using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Fidelity.Suites.Tokenizers;

/// <summary><c>throughput.json</c>: a long text encoded as a whole, compared by the hash of its ids.</summary>
internal static class ThroughputCases
{
    public static IEnumerable<GoldenCase> Read(string folder) =>
        TokenizersSuite.Entries(Path.Combine(folder, "throughput.json")).Select(entry =>
            new GoldenCase("tokenizers/throughput", entry.GetProperty("name").GetString()!, "0", () => Check(entry, folder)));

    private static GoldenOutcome Check(JsonElement entry, string folder)
    {
        var bytes = File.ReadAllBytes(Path.Combine(folder, entry.GetProperty("file").GetString()!));
        var tokenizer = HuggingFaceTokenizer.Load(Path.Combine(folder, entry.GetProperty("name").GetString()!));
        var ids = tokenizer.Encode(Encoding.UTF8.GetString(bytes)).ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<int>(ids)));
        return GoldenOutcome.All(
        [
            Differences.Ids("count", [entry.GetProperty("count").GetInt32()], [ids.Length]),
            Differences.Ids("first ids", entry.GetProperty("first_ids").Deserialize<int[]>()!, ids.Take(16).ToArray()),
            Differences.Ids("last ids", entry.GetProperty("last_ids").Deserialize<int[]>()!, ids.TakeLast(16).ToArray()),
            Differences.Text("SHA-256 of the ids", entry.GetProperty("ids_sha256").GetString()!, hash),
        ]);
    }
}
