using LmmCl.Abstractions;
using LmmCl.Data.Mixtures;

namespace LmmCl.Data.Tests.Mixtures;

public class MixtureTests
{
    private static readonly int[] ten = [.. Enumerable.Range(0, 10)];

    [Fact]
    public void Files_are_taken_in_order_each_by_its_strategy()
    {
        using var folder = new DataFolder();
        folder.Write("a.json", $"[{Samples.Json("q", "a0")}, {Samples.Json("q", "a1")}]");
        folder.Write("b.jsonl", $"{Samples.Json("q", "b0")}\n{Samples.Json("q", "b1")}\n{Samples.Json("q", "b2")}");
        var path = folder.Write("mix.yaml", """
            datasets:
              - json_path: b.jsonl
                sampling_strategy: end:50%
              - json_path: a.json
            """);

        Assert.Equal(["b1", "b2", "a0", "a1"], TrainingRecords.Read(path, seed: 1).Select(record => record.Answer));
    }

    [Fact]
    public void Random_choices_follow_the_seed_and_differ_between_files()
    {
        var strategy = SamplingStrategy.Parse("random:6", "mix.yaml");

        Assert.Equal(strategy.Apply(ten, seed: 3), strategy.Apply(ten, seed: 3));
        Assert.NotEqual(strategy.Apply(ten, seed: 3), strategy.Apply(ten, seed: 4));
        Assert.NotEqual(strategy.Apply(ten, seed: 3, position: 0), strategy.Apply(ten, seed: 3, position: 1));
        Assert.Equal(6, strategy.Apply(ten, seed: 3).Distinct().Count());
    }

    [Theory]
    [InlineData("first:2-first:x")]
    [InlineData("last:3")]
    [InlineData("first:3.5")]
    [InlineData("end:-1")]
    [InlineData("first:NaN%")]
    public void An_unknown_strategy_is_refused_with_its_place_and_the_known_forms(string strategy)
    {
        var error = Assert.Throws<InputException>(() => SamplingStrategy.Parse(strategy, "mix.yaml: datasets[0]").Apply(ten, seed: 1));

        Assert.StartsWith(
            $"mix.yaml: datasets[0]: the sampling strategy '{strategy}' is not known. Allowed: all, random",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_backward_range_is_refused_and_kept_whole_as_published()
    {
        Assert.Throws<InputException>(() => SamplingStrategy.Parse("first:5-first:2", "mix.yaml").Apply(ten, seed: 1));
        Assert.Equal(ten, SamplingStrategy.Parse("first:5-first:2", "mix.yaml", asPublished: true).Apply(ten, seed: 1));
    }

    [Fact]
    public void A_missing_file_of_a_mixture_is_answered_with_its_field_and_similar_names()
    {
        using var folder = new DataFolder();
        folder.Write("counts/train.json", "[]");
        var path = folder.Write("mix.yaml", "datasets:\n  - json_path: count/train.json\n");

        var error = Assert.Throws<InputException>(() => TrainingRecords.Read(path, seed: 1));

        Assert.Contains(
            "mix.yaml: datasets[0].json_path: file 'count/train.json' does not exist (looked in",
            error.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'counts/train.json'?", error.Message, StringComparison.Ordinal);
    }
}
