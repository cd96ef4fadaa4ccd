using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld;

/// <summary>
/// Writes the synthetic world as ordinary files: LLaVA JSON, images, and a YAML that lists them as skills and benchmarks.
/// </summary>
public static class TinyWorldFiles
{
    /// <summary>Name of the YAML file that lists skills and benchmarks.</summary>
    public const string World = "world.yaml";

    /// <summary>Name of the YAML mixture for pretraining; written only if the sizes request a general mix.</summary>
    public const string General = "general.yaml";

    /// <summary>
    /// Draws the world into <paramref name="folder"/>. The same seed and sizes give the same bytes; no two images of a world are equal, so
    /// a test image is never a training image.
    /// </summary>
    /// <returns>Path of the world's YAML file.</returns>
    public static string Write(string folder, int seed, TinyWorldSizes sizes)
    {
        var pictures = new PictureFolder(folder);
        foreach (var task in TinyWorldTasks.Benchmarks)
        {
            Save(folder, $"{task.Id}/test.json", Test(task, seed, sizes.BenchmarkTest, pictures));
        }

        foreach (var task in TinyWorldTasks.Skills)
        {
            Save(folder, $"{task.Id}/test.json", Test(task, seed, sizes.SkillTest, pictures));
            Save(folder, $"{task.Id}/train.json", Train(task, seed, sizes.SkillTrain, pictures));
        }

        Save(folder, "probe/captions.json", GeneralMix.ProbeCaptions(seed, sizes.ProbeCaptions, pictures));
        if (sizes.GeneralPictures > 0)
        {
            Save(folder, "general/train.json", GeneralMix.Records(seed, sizes.GeneralPictures, pictures));
            File.WriteAllText(Path.Combine(folder, General), "datasets:\n  - json_path: general/train.json\n    sampling_strategy: all\n");
        }

        var world = Path.Combine(folder, World);
        File.WriteAllText(world, WorldYaml.Text());
        return world;
    }

    private static JsonArray Test(ITinyTask task, int seed, int count, PictureFolder pictures)
    {
        var random = SeededRandom.For(seed, $"{task.Id}/test");
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (item, path) = pictures.Add(task, "test", random, i);
            return (JsonNode)LlavaRecords.Of($"{task.Id}-test-{i:00000}", path, item.Prompt, item.Answer, item.Document);
        })];
    }

    private static JsonArray Train(ITinyTask task, int seed, int count, PictureFolder pictures)
    {
        var random = SeededRandom.For(seed, $"{task.Id}/train");
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (item, path) = pictures.Add(task, "train", random, i);
            return (JsonNode)LlavaRecords.Of($"{task.Id}-train-{i:00000}", path, item.Prompt, item.Answer);
        })];
    }

    private static void Save(string folder, string name, JsonArray records)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, records.ToJsonString(LlavaRecords.Json) + "\n");
    }
}
