using System.Text.Json;
using LmmCl.Data.Specs;
using LmmCl.Data.TinyWorld;
using LmmCl.Evaluation.Benchmarks;

namespace LmmCl.Evaluation.Tests;

public sealed class SmallWorldTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-world-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Whoever_gives_the_gold_answers_of_the_small_world_scores_full_marks()
    {
        var sizes = new TinyWorldSizes { SkillTrain = 2, SkillTest = 6, BenchmarkTest = 6, ProbeCaptions = 1, GeneralPictures = 0 };
        var world = WorldFile.Read(TinyWorldFiles.Write(folder, 3, sizes), ScorerCatalog.Ids.ToArray());

        Assert.Equal(13, world.AllBenchmarks.Count);
        Assert.All(world.AllBenchmarks, spec =>
        {
            var request = BenchmarkRequest.Of(spec, BenchmarkItems.Read(spec), "model", Path.Combine(folder, $"{spec.Id}.jsonl"));
            var score = new BenchmarkRunner(new GoldAnswers(spec.Test)).Run(request);
            Assert.True(score.Value == 100, $"{spec.Id}: {score.Value} %");
            Assert.Equal(6, score.Samples);
        });
    }

    /// <summary>Answers every question with the record's own second turn, after checking that its first turn is what is asked.</summary>
    private sealed class GoldAnswers(string test) : IAnswerer
    {
        private readonly Dictionary<string, JsonElement> turns = JsonDocument.Parse(File.ReadAllBytes(test)).RootElement.EnumerateArray()
            .ToDictionary(record => record.GetProperty("id").GetString()!, record => record.GetProperty("conversations").Clone());

        public IReadOnlyList<Reply> Answer(IReadOnlyList<Question> batch, ReplyLimits limits) => [.. batch.Select(question =>
        {
            var asked = turns[question.Id][0].GetProperty("value").GetString()!["<image>\n".Length..];
            Assert.Contains(asked, question.Prompt, StringComparison.OrdinalIgnoreCase);
            return new Reply(turns[question.Id][1].GetProperty("value").GetString()!, IsCut: false);
        })];
    }
}
