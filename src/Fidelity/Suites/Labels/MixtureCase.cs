using System.Text;
using System.Text.Json;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Labels;

/// <summary>Samples the records of several files named in one YAML, written to disk and read like a user's mixture.</summary>
internal static class MixtureCase
{
    public static GoldenOutcome Check(JsonElement entry)
    {
        var folder = Directory.CreateTempSubdirectory("mixture-");
        try
        {
            var yaml = Write(folder.FullName, entry);
            return GoldenOutcome.All(
            [
                Compare(entry, "as_published", TrainingRecords.Read(yaml, seed: 1, asPublished: true)),
                Compare(entry, "default", TrainingRecords.Read(yaml, seed: 1)),
            ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static GoldenOutcome Compare(JsonElement entry, string mode, IReadOnlyList<LlavaRecord> found) =>
        Differences.Ids(mode, entry.GetProperty(mode).Deserialize<string[]>()!, [.. found.Select(record => record.Id)]);

    private static string Write(string folder, JsonElement entry)
    {
        var yaml = new StringBuilder("datasets:\n");
        foreach (var (part, index) in entry.GetProperty("parts").EnumerateArray().Select((part, index) => (part, index)))
        {
            var format = part.GetProperty("format").GetString()!;
            var ids = part.GetProperty("ids").GetString()!.Split(" .. ");
            var prefix = ids[0][..(ids[0].LastIndexOf('-') + 1)];
            var records = Enumerable.Range(0, part.GetProperty("n").GetInt32()).Select(i => Record(prefix + i)).ToList();
            File.WriteAllText(
                Path.Combine(folder, $"{index}.{format}"),
                format == "jsonl" ? string.Join('\n', records) : $"[{string.Join(',', records)}]");
            yaml.Append($"  - json_path: {index}.{format}\n");
            if (part.GetProperty("strategy").GetString() is { } strategy)
            {
                yaml.Append($"    sampling_strategy: \"{strategy}\"\n");
            }
        }

        var path = Path.Combine(folder, "mixture.yaml");
        File.WriteAllText(path, yaml.ToString());
        return path;
    }

    private static string Record(string id) =>
        JsonSerializer.Serialize(
            new { id, conversations = new[] { new { from = "human", value = "?" }, new { from = "gpt", value = "!" } } });
}
