using System.Text.Json;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Serialization;
using LmmCl.EventStore.Tests.Sqlite;

namespace LmmCl.EventStore.Tests.Projections;

public sealed class ConcernTests
{
    private static readonly int[] numbers = [.. Enumerable.Range(0, 2000).Select(i => i * 7919 % 10_007)];

    [Fact]
    public void Events_that_do_not_concern_the_matrix_leave_it_as_it_was()
    {
        var skipped = 0;
        var matrix = ScoreMatrix.Empty;
        foreach (var recorded in RandomHistories.From(numbers))
        {
            var next = matrix.Apply(recorded);
            if (!ScoreMatrix.Concerns(recorded.What.GetType()))
            {
                Assert.Same(matrix, next);
                skipped++;
            }

            matrix = next;
        }

        Assert.InRange(skipped, 1, numbers.Length - 1);
    }

    [Fact]
    public async Task All_streams_folded_in_one_pass_equal_each_folded_by_itself()
    {
        await using var store = new TemporaryStore();
        foreach (var (place, number) in numbers.Take(600).Index())
            await store.Log.AppendAsync($"s{number % 5}", RandomHistories.Event(number, place));

        var models = await store.Log.FoldAllAsync<ScoreMatrix>();

        Assert.Equal((await store.Log.ListStreamsAsync()).Select(head => head.Stream), models.Keys);
        foreach (var (stream, model) in models)
        {
            var alone = ReadModels.Fold<ScoreMatrix>(await store.Log.ReadHistoryAsync(stream));
            Assert.Equal(JsonSerializer.Serialize(alone, CanonicalJson.Options), JsonSerializer.Serialize(model, CanonicalJson.Options));
        }
    }
}
