using LmmCl.Events;
using LmmCl.EventStore.Seals;
using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Seals;

/// <summary>Histories that are alike but for what somebody forged.</summary>
internal static class SealedHistories
{
    internal static Task<StoreSeal> SealAsync(TestStore store) => StoreSeal.OfAsync(store.Log, EventExamples.Noon);

    /// <summary>Fills a store with events that depend on their number alone, but for those that are forged or swapped.</summary>
    internal static async Task<TestStore> InAsync(TestStore store, int count, int forgedFrom = int.MaxValue, int swapAt = 0, int streams = 2)
    {
        var numbers = Enumerable.Range(1, count).ToArray();
        if (swapAt > 0)
        {
            (numbers[swapAt - 1], numbers[swapAt]) = (numbers[swapAt], numbers[swapAt - 1]);
        }

        foreach (var batch in numbers.Chunk(streams == 1 ? count : 1))
        {
            var happened = batch.Select(number => new StageTrained(new(1), number, number >= forgedFrom ? 1 : 0, 0.5, TimeSpan.Zero));
            var events = happened.Select(item => new NewEvent(item, EventExamples.Noon)).ToList();
            await store.Log.AppendAsync($"stream {batch[0] % streams}", ExpectedVersion.Any, events);
        }

        return store;
    }
}
