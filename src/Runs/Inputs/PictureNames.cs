using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;
using LmmCl.Events;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Inputs;

/// <summary>
/// The pictures that data files name, cached by the content of those files, so that the records of a large set are not parsed before every
/// stage. A list that cannot be read is made again, and the folder may be deleted at any time.
/// </summary>
/// <param name="hashes">Hashes the data files, and names the folder of runs.</param>
internal sealed class PictureNames(FileHashCache hashes)
{
    // A small set is parsed faster than its list is found.
    private const int FewPictures = 1_000;
    private const int ManyPictures = 20_000;

    private readonly string folder = Path.Combine(hashes.Runs, ".picture-names");

    /// <summary>Returns the path of each picture that a skill is trained or validated on.</summary>
    /// <exception cref="InputException">A picture is missing, or a record is not LLaVA's.</exception>
    public IReadOnlyList<string> OfTraining(ExperimentPlan plan, SkillSpec skill)
    {
        var files = TrainingData.Sources(plan.Spec, skill).SelectMany(DataFiles.Of).ToList();
        var sampled = $"seed {plan.Spec.Seed}, as published: {plan.Spec.AsPublished}, rules {plan.Spec.Rules}";
        return plan.Skipped.CountIn(files) > 0 ? Read() : Of(files, sampled, skill.Pictures, Read);

        List<string> Read() => [.. TrainingData.All(plan, skill).SelectMany(new PictureFolder(skill.Pictures).PathsOf)];
    }

    /// <summary>Returns the path of each picture of a benchmark's questions.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="limit">Number of questions that are asked; null for all.</param>
    /// <exception cref="InputException">A picture is missing, or a record is no question.</exception>
    public IReadOnlyList<string> OfQuestions(BenchmarkSpec benchmark, int? limit) => Of(
        DataFiles.Of(benchmark.Test),
        $"the first {limit}",
        benchmark.Pictures,
        () => [.. BenchmarkItems.Read(benchmark).Take(limit ?? int.MaxValue).SelectMany(item => item.Pictures)]);

    private IReadOnlyList<string> Of(IReadOnlyList<string> files, string selection, string pictures, Func<List<string>> read)
    {
        var contents = files.Select(file => $"{hashes.Of(file).Hex} {file}");
        var key = ContentHash.Of(string.Join('\n', [.. contents, pictures, selection, $"{typeof(LlavaFile).Module.ModuleVersionId}"]));
        var list = Path.Combine(folder, key.Hex);
        if (Kept(list)?.Select(new PictureFolder(pictures).Find).ToList() is { } kept && !kept.Contains(null))
        {
            return kept!;
        }

        var found = read();
        if (found.Count > FewPictures && Directory.Exists(hashes.Runs))
        {
            var names = found.Distinct(StringComparer.Ordinal).Select(path => Path.GetRelativePath(pictures, path));
            DurableFile.WriteShared(list, stream => JsonSerializer.Serialize(stream, names));
        }

        if (found.Count > ManyPictures)
        {
            // Records that survived a large parse are in an old generation: they would stay until the next parse has doubled the memory.
            GC.Collect();
        }

        return found;
    }

    private static string[]? Kept(string list)
    {
        try
        {
            return File.Exists(list) ? JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(list)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
