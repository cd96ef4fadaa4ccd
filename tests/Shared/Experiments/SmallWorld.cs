using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld;
using LmmCl.Host;

namespace LmmCl.Tests;

/// <summary>
/// A tiny model and a tiny drawn world, made once for all tests of a run. Nothing of it is changed; who wants something broken copies it.
/// </summary>
public sealed class SmallWorld : IDisposable
{
    public const int TestItems = 6;

    public static readonly string[] HeldOut = ["ai2d", "docvqa"];

    public SmallWorld()
    {
        Root = Directory.CreateTempSubdirectory("lmmcl-world-").FullName;
        Copy(Path.Combine(HostFolders.Goldens, "families", "llava_onevision", "checkpoint"), Model);
        var sizes = new TinyWorldSizes(SkillTrain: 16, SkillTest: TestItems, BenchmarkTest: TestItems, ProbeCaptions: 4);
        File = TinyWorldFiles.Write(Path.Combine(Root, "world"), 7, sizes);
        System.IO.File.WriteAllText(Short, Shortened());
        AnswerYes(Path.Combine(Root, "world", "pathvqa", "train.json"));
    }

    public string Root { get; }

    public string Model => Path.Combine(Root, "model");

    /// <summary>The world's YAML with all five skills and eight held-out benchmarks.</summary>
    public string File { get; }

    /// <summary>The same skills with two held-out benchmarks only, for tests that need no more.</summary>
    public string Short => Path.Combine(Root, "world", "short.yaml");

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            System.IO.File.Copy(file, target);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>What even a tiny model learns in a dozen steps, so that there is a score above 0.</summary>
    private static void AnswerYes(string train)
    {
        var records = JsonNode.Parse(System.IO.File.ReadAllText(train))!.AsArray();
        foreach (var record in records)
        {
            record!["conversations"]![1]!["value"] = "yes";
        }

        System.IO.File.WriteAllText(train, records.ToJsonString());
    }

    private string Shortened()
    {
        var parts = System.IO.File.ReadAllText(File).Split("benchmarks:\n");
        var entries = parts[1].Split("  - ", StringSplitOptions.RemoveEmptyEntries);
        var kept = entries.Where(entry => HeldOut.Any(id => entry.StartsWith($"id: {id}\n", StringComparison.Ordinal)));
        return parts[0] + "benchmarks:\n" + string.Concat(kept.Select(entry => "  - " + entry));
    }
}
