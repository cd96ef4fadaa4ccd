using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Evaluation.Benchmarks;

namespace LmmCl.Evaluation.Tests;

public sealed class AnswerLimitsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-limits-").FullName;

    [Theory]
    [InlineData(300_000, 10, "the item has 3")]
    [InlineData(10, 1_100_000, "the reply has 1100000 characters, at most 1048576 are scored")]
    public void Stored_answers_that_are_too_long_are_refused_with_their_line(int gold, int reply, string problem)
    {
        var file = Path.Combine(folder, "docvqa.jsonl");
        const string header = """
            {"benchmark":"docvqa","scorer":"anls","scorer_version":1,"prompts":"default","checkpoint":"","max_new_tokens":4,"questions":""}
            """;
        var answer = JsonSerializer.Serialize(new
        {
            id = "1",
            prompt = "?",
            reply = new string('r', reply),
            doc = new { question = "?", answer = new string('g', gold) },
        });
        File.WriteAllLines(file, [header, answer]);

        var error = Assert.Throws<InputException>(() => Rescorer.Rescore(file, Path.Combine(folder, "again.jsonl")));

        Assert.StartsWith($"{file}: line 2: {problem}", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
