using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld;

namespace LmmCl.Data.Tests.TinyWorld;

/// <summary>A small world written once for all tests of this folder.</summary>
public sealed class WrittenWorld : IDisposable
{
    public static readonly TinyWorldSizes Sizes =
        new(SkillTrain: 60, SkillTest: 30, BenchmarkTest: 30, GeneralPictures: 20, ProbeCaptions: 9);

    public WrittenWorld() => Yaml = TinyWorldFiles.Write(Folder, seed: 7, Sizes);

    public string Folder { get; } = Directory.CreateTempSubdirectory("tinyworld-").FullName;

    public string Yaml { get; }

    public static JsonArray Records(string folder, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!.AsArray();

    public JsonArray Records(string file) => Records(Folder, file);

    public IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path))
            .Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
