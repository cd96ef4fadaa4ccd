using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Benchmarks;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Skills;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld;

/// <summary>
/// Training mix of the base model: the abilities of the eight benchmarks, captions, and word repetition. It contains no questions, images
/// or answer forms of the five skills.
/// </summary>
internal static class GeneralMix
{
    private const int CaptionEvery = 2;
    private const int WordEvery = 8;

    private static readonly IReadOnlyList<string> captionPrompts =
        ["Describe the image.", "What is shown here?", "Give a short description of the image."];

    private static readonly IReadOnlyList<string> signs =
        ["stop", "exit", "open", "taxi", "cafe", "sale", "park", "zone", "slow", "push", "pull", "menu"];

    // A language model knows more words than its images show. Repeating them gives every word's embedding a meaning before a skill needs
    // it.
    private static readonly IReadOnlyList<string> vocabulary =
    [
        .. Species.All.Select(species => species.Name), .. signs, .. Shapes.Names, .. Shapes.Names.Select(Shapes.Plural), .. Palette.Names,
        "necrosis", "hemorrhage", "fibrosis", "adenoma", "inflammation", "calcification", "yes", "no", "white", "black", "bird", "clock",
        "sign", "slide", "There", "are",
    ];

    public static JsonArray Records(int seed, int picturesPerTask, PictureFolder pictures)
    {
        var records = new JsonArray();
        foreach (var task in TinyWorldTasks.Benchmarks)
        {
            var random = SeededRandom.For(seed, $"{task.Id}/general");
            for (var i = 0; i < picturesPerTask; i++)
            {
                var (item, path) = pictures.Add(task, "general", random, i);
                var id = $"{task.Id}-general-{i:00000}";
                records.Add((JsonNode)LlavaRecords.Of(id, path, item.Prompt, item.Answer));
                if (i % CaptionEvery == 0)
                {
                    records.Add((JsonNode)LlavaRecords.Of(id + "-caption", path, random.Pick(captionPrompts), item.Caption!));
                }

                if (i % WordEvery == 0)
                {
                    var word = random.Pick(vocabulary);
                    records.Add((JsonNode)LlavaRecords.Of(id + "-word", path, $"Repeat the word: {word}", word));
                }
            }
        }

        return records;
    }

    /// <summary>Draws captioned images whose captions contain no number, for the counting probe.</summary>
    public static JsonArray ProbeCaptions(int seed, int count, PictureFolder pictures)
    {
        ITinyTask[] tasks = [new Ai2d(), new MmStar(), new RealWorldQa()];
        var random = SeededRandom.For(seed, "probe");
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (item, path) = pictures.Add(tasks[i % tasks.Length], "probe", random, i);
            return (JsonNode)LlavaRecords.Of($"probe-{i:00000}", path, random.Pick(captionPrompts), item.Caption!);
        })];
    }
}
