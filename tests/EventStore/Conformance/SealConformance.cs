using LmmCl.Events;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Seals;
using LmmCl.EventStore.Tests.Seals;

namespace LmmCl.EventStore.Tests.Conformance;

/// <summary>What a store cannot tell of itself, whatever it is made of, and a seal tells.</summary>
public abstract class SealConformance
{
    private const int Events = 12;

    private protected abstract TestStore NewStore();

    [Fact]
    public async Task A_log_that_only_grew_is_what_was_sealed()
    {
        await using var store = await FilledAsync(Events);
        var seal = await SealedHistories.SealAsync(store);
        await store.Log.AppendAsync("a", new ExperimentCompleted(TimeSpan.FromSeconds(1)));

        Assert.Equal(Events, seal.Sequence);
        Assert.Null(await SealVerifier.FindAlterationAsync(store.Log, seal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(Events)]
    public async Task A_tail_rewritten_with_fresh_hashes_is_found_where_it_begins(int first)
    {
        await using var honest = await FilledAsync(Events);
        await using var forged = await FilledAsync(Events, forgedFrom: first);

        Assert.True((await ChainVerifier.VerifyAsync(forged.Log)).Intact);
        Assert.Equal(first, (await SealVerifier.FindAlterationAsync(forged.Log, await SealedHistories.SealAsync(honest)))?.Sequence);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(Events - 1)]
    public async Task A_tail_that_was_cut_off_is_found_where_it_is_missing(int left)
    {
        await using var whole = await FilledAsync(Events);
        await using var cut = await FilledAsync(left);

        Assert.True((await ChainVerifier.VerifyAsync(cut.Log)).Intact);
        Assert.Equal(left + 1, (await SealVerifier.FindAlterationAsync(cut.Log, await SealedHistories.SealAsync(whole)))?.Sequence);
    }

    [Fact]
    public async Task Events_of_two_streams_that_changed_places_are_found()
    {
        await using var honest = await FilledAsync(Events);
        await using var swapped = await FilledAsync(Events, swapAt: 6);

        Assert.True((await ChainVerifier.VerifyAsync(swapped.Log)).Intact);
        Assert.Equal(6, (await SealVerifier.FindAlterationAsync(swapped.Log, await SealedHistories.SealAsync(honest)))?.Sequence);
    }

    private Task<TestStore> FilledAsync(int events, int forgedFrom = int.MaxValue, int swapAt = 0) =>
        SealedHistories.InAsync(NewStore(), events, forgedFrom, swapAt);
}
