using LmmCl.Events;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Tests.Faults;

namespace LmmCl.EventStore.Tests.Conformance;

/// <summary>Writing processes are killed at random moments, five at a time: 15 in all, 200 with LMMCL_SLOW_TESTS=1.</summary>
public abstract class KillConformance
{
    private const int AtATime = 5;

    private protected abstract TestStore NewStore();

    [Fact]
    public async Task Killed_writers_lose_nothing_that_was_acknowledged_and_leave_no_gap()
    {
        await using var store = NewStore();
        var random = new Random(1);
        for (var round = 0; round < (WritersConformance.Slow ? 200 : 15) / AtATime; round++)
        {
            var writers = Enumerable.Range(0, AtATime).Select(writer => new WriterProcess(store.Name, $"stream {writer}")).ToList();
            await Task.WhenAll(writers.Select(writer => Task.Run(async () =>
            {
                await writer.FirstWord;
                await Task.Delay(random.Next(120));
                writer.Kill();
            })));

            for (var writer = 0; writer < AtATime; writer++)
            {
                Assert.Empty(writers[writer].Refusals);
                var stored = (await store.Log.FindStreamAsync($"stream {writer}"))!.Version;
                Assert.InRange(writers[writer].Acknowledged, 1, stored);
                writers[writer].Dispose();
            }

            var verified = await ChainVerifier.VerifyAsync(store.Log);
            Assert.True(verified.Intact, $"{verified.FirstBad}");
        }

        for (var writer = 0; writer < AtATime; writer++)
            await foreach (var stored in store.Log.ReadStreamAsync($"stream {writer}"))
                Assert.Equal(stored.Version, ((StateSaved)stored.Decode()).Step);
    }
}
