using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Events;
using LmmCl.Reports.Families;
using LmmCl.Runs.Experiments;
using LmmCl.Tests;

namespace LmmCl.Runs.Tests.Checks;

/// <summary>An experiment trains on less than its data hold only if it was asked to, and says how much less.</summary>
[Collection(nameof(HostRuns))]
public sealed class ReducedDataTests(FinishedExperiment finished) : IDisposable
{
    private const string Good = """{ "conversations": [ { "from": "human", "value": "How many?" }, { "from": "gpt", "value": "3" } ] }""";

    private readonly Workplace place = new(finished.World);

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("cut", 1, 0)]
    [InlineData("drop", 0, 1)]
    public async Task Overlong_records_are_cut_or_dropped_and_counted(string overlong, int cut, int dropped)
    {
        await place.RunAsync(Experiment([Good, Good, Long], $"training: {{ learning_rate: 0.01, max_length: 90, overlong: {overlong} }}"));

        Assert.Equal(new TrainingDataReduced(new(1), 3, cut, dropped, 0, 90), Assert.Single((await place.HistoryAsync()).OfType<TrainingDataReduced>()));
        await place.IsConsistentAsync();
    }

    [Fact]
    public async Task An_overlong_record_is_refused_by_default_with_both_numbers()
    {
        var file = Experiment([Good, Long], "training: { learning_rate: 0.01, max_length: 90 }");

        var error = await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file));

        Assert.Contains("tokens with its pictures, the longest row has 90", error.Message, StringComparison.Ordinal);
        Assert.Contains("overlong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_beyond_the_models_positions_is_refused()
    {
        var file = Experiment([Good], "training: { max_length: 100000 }");

        Assert.Contains("training.max_length", (await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file))).Message);
    }

    [Fact]
    public async Task Data_of_which_every_record_would_be_dropped_are_refused()
    {
        var file = Experiment([Long, Long], "training: { max_length: 90, overlong: drop }");

        Assert.Contains("each of the 2 records is longer", (await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file))).Message);
    }

    [Fact]
    public void A_line_that_is_not_json_does_not_shift_the_records_after_it()
    {
        var path = Path.Combine(place.Root, "lines.jsonl");
        File.WriteAllLines(path, [Good, "{ broken", Good]);

        var records = LlavaFile.Read(path, new SkippedRecords([(path, 1)]));

        Assert.Equal([0, 2], records.Select(record => record.Place.Index));
        Assert.Contains("line 2", Assert.Throws<InputException>(() => LlavaFile.Read(path)).Message, StringComparison.Ordinal);
    }

    private static string Long =>
        $$"""{ "conversations": [ { "from": "human", "value": "q" }, { "from": "gpt", "value": "{{string.Join(' ', Enumerable.Repeat("seven", 60))}}" } ] }""";

    private string Experiment(string[] records, string training)
    {
        File.WriteAllText(Path.Combine(place.Root, "train.json"), $"[{string.Join(',', records)}]");
        File.WriteAllText(Path.Combine(place.Root, "test.json"), $"[{Good}]");
        File.WriteAllText(
            Path.Combine(place.Root, "world.yaml"), "skills:\n  - { id: one, train: train.json, test: test.json, scorer: exact }\n");
        return place.Experiment(
            "small",
            $"world: {Path.Combine(place.Root, "world.yaml")}", "skills: [one]", "evaluation: { batch_size: 3, probe_samples: 0 }", training);
    }
}
