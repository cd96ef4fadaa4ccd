using System.Text.Json.Nodes;

namespace LmmCl.Host.Tests.Queries;

[Collection(nameof(StoreQueries))]
public sealed class ForgettingCommandTests
{
    [Fact]
    public async Task Experiments_that_lost_a_benchmark_and_got_it_back_are_found()
    {
        using var store = await RecordedStore.OfAsync(("llm", 5), ("sa_proj", 5), ("projector", 5), ("vision_tower", 5), ("mlp", 1));

        var typed = await store.TypeAsync(
            "forgetting", "--benchmark", "docvqa", "--dropped-at", "2", "--recovered-by", "4", "--format", "json");

        // At stages 2 and 4 docvqa changes by 0.8 times: llm -34.5, -9; sa_proj -9.5, -1.5; projector -0.5, 0.1; vision_tower -14, -8.
        var json = JsonNode.Parse(typed.Output)!;
        Assert.Equal(["quick-llm", "quick-sa_proj"], json["found"]!.AsArray().Select(found => (string)found!["experiment"]!));
        Assert.Equal(0.8 * 34.5, (double)json["found"]![0]!["drop"]!, 9);
        Assert.Equal(25.5 / 34.5, (double)json["found"]![0]!["recoveredShare"]!, 9);
        Assert.Equal(["quick-mlp"], json["unmeasured"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(4, (int)json["measured"]!);
    }

    [Fact]
    public async Task Without_a_recovery_all_that_dropped_are_told_with_what_is_back()
    {
        using var store = await RecordedStore.OfAsync(("llm", 5), ("vision_tower", 5), ("projector", 5));

        var typed = await store.TypeAsync("forgetting", "--benchmark", "docvqa", "--by", "10", "--format", "csv");

        var rows = typed.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')).ToList();
        Assert.Equal([("quick-llm", "2", "5"), ("quick-vision_tower", "3", "5")], rows.Select(row => (row[0], row[3], row[7])));
        Assert.All(rows, row => Assert.Equal("benchmark_drop v1", row[10]));
    }

    [Theory]
    [InlineData("table", "docvqa")]
    [InlineData("markdown", "| quick-llm | llm | 2 pixmocount | 79.0 | 51.4 | 71.8 | 74 % |")]
    [InlineData("latex", "quick-llm & llm & 2 pixmocount & 79.0 & 51.4 & 71.8 & 74 \\% \\\\")]
    public async Task It_is_printed_in_every_form_with_its_definitions(string format, string line)
    {
        using var store = await RecordedStore.OfAsync(("llm", 5));

        var typed = await store.TypeAsync(
            "forgetting", "--benchmark", "docvqa", "--dropped-at", "2", "--recovered-by", "4", "--format", format);

        Assert.Equal(0, typed.Code);
        Assert.Contains(line, typed.Output, StringComparison.Ordinal);
        Assert.Contains("quick-llm", typed.Output, StringComparison.Ordinal);
        Assert.Contains("v1", typed.Output, StringComparison.Ordinal);
        Assert.Contains("anls v1", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_found_is_an_answer()
    {
        using var store = await RecordedStore.OfAsync(("projector", 5));

        var typed = await store.TypeAsync("forgetting", "--benchmark", "docvqa");

        Assert.Equal(0, typed.Code);
        Assert.Contains("0 of 1", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_one_error()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));

        (await store.TypeAsync("forgetting", "--benchmark", "docvqs")).IsOneErrorWith("docvqs", "Did you mean 'docvqa'");
        (await store.TypeAsync("forgetting", "--benchmark", "docvqa", "--dropped-at", "0")).IsOneErrorWith("--dropped-at", "0 is the base");
        (await store.TypeAsync("forgetting", "--benchmark", "docvqa", "--dropped-at", "3", "--recovered-by", "3"))
            .IsOneErrorWith("--recovered-by", "after 3");
        (await store.TypeAsync("forgetting", "--benchmark", "docvqa", "--by", "0")).IsOneErrorWith("--by");
        using var empty = await RecordedStore.OfAsync();
        (await empty.TypeAsync("forgetting", "--benchmark", "docvqa")).IsOneErrorWith("no experiments at all");
    }
}
