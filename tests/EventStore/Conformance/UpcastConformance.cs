using LmmCl.Events;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Tests.Examples;
using static LmmCl.EventStore.Tests.Examples.Lessons;

namespace LmmCl.EventStore.Tests.Conformance;

/// <summary>A store that an earlier build has written to, in the hands of one whose event has another shape.</summary>
public abstract class UpcastConformance
{
    private protected abstract TestStore NewStore();

    [Fact]
    public async Task An_old_event_is_read_in_todays_shape_and_stays_as_it_was_stored()
    {
        await using var store = NewStore();
        var before = await AppendEarlierAsync(store, new LessonText("look twice"));

        await using var today = store.OpenAnother(Today);
        await today.AppendAsync("s", new LessonLearned("look once", 3));
        var stored = (await store.AllAsync())[0];

        Assert.Equal(new LessonLearned("look twice", LessonLearned.UnknownMinutes), stored.Decode(Today));
        Assert.Equal("""{"text":"look twice"}"""u8.ToArray(), stored.Data.ToArray());
        Assert.Equal((Kind, 1, before.Id), (stored.Type, stored.SchemaVersion, stored.Id));
        Assert.Equal(before.Hash.ToArray(), stored.Hash.ToArray());
        Assert.Equal(new ChainVerification(2, 1, null), await ChainVerifier.VerifyAsync(today));
    }

    [Fact]
    public async Task Read_models_take_in_old_events_and_new_ones()
    {
        await using var store = NewStore();
        await AppendEarlierAsync(store, new LessonText("look twice"));
        await using var today = store.OpenAnother(Today);
        await today.AppendAsync("s", new LessonLearned("look once", 3));
        await today.AppendAsync("other", new LessonLearned("look away", 1));

        var history = await today.ReadHistoryAsync("s", types: Today);
        var all = await today.FoldAllAsync<TimeSpent>(Today);

        Assert.Equal(8, ReadModels.Fold<TimeSpent>(history).Minutes);
        Assert.Equal((8, 1), (all["s"].Minutes, all["other"].Minutes));
    }

    [Fact]
    public async Task An_old_event_that_comes_again_is_stored_once_whichever_build_brings_it()
    {
        await using var store = NewStore();
        await AppendEarlierAsync(store, new LessonText("look twice"), new LessonText("look up"));
        await using var earlier = store.OpenAnother(Earlier);
        await using var today = store.OpenAnother(Today);
        var again = Today.Decode(Kind, 1, Earlier.Encode(new LessonText("look twice")));

        Assert.Equal(0, (await earlier.AppendAsync("s", new LessonText("look up"))).Appended);
        Assert.Equal(0, (await today.AppendAsync("s", again)).Appended);
        Assert.Equal(1, (await earlier.AppendAsync("s", new LessonText("look down"))).Appended);
        Assert.Equal(0, (await today.AppendAsync("s", new LessonLearned("look down", LessonLearned.UnknownMinutes))).Appended);
        Assert.Equal(1, (await today.AppendAsync("s", new LessonLearned("look twice", 6))).Appended);
        Assert.Equal(1, (await today.AppendAsync("elsewhere", again)).Appended);
        Assert.Equal(["s", "s", "s", "s", "elsewhere"], (await store.AllAsync()).Select(stored => stored.Stream));
    }

    [Fact]
    public async Task An_id_of_its_own_stands_for_the_old_event_in_todays_shape_and_for_nothing_else()
    {
        await using var store = NewStore();
        var id = Guid.NewGuid();
        await using var earlier = store.OpenAnother(Earlier);
        await earlier.AppendAsync("s", ExpectedVersion.Any, [new(new LessonText("look twice"), EventExamples.Noon, id)]);
        await using var today = store.OpenAnother(Today);

        NewEvent Again(int minutes) => new(new LessonLearned("look twice", minutes), EventExamples.Noon, id);

        Assert.Equal(0, (await today.AppendAsync("s", ExpectedVersion.Any, [Again(LessonLearned.UnknownMinutes)])).Appended);
        await Assert.ThrowsAsync<EventIdReusedException>(async () => await today.AppendAsync("s", ExpectedVersion.Any, [Again(6)]));
    }

    [Fact]
    public async Task An_event_of_a_newer_build_is_refused_with_what_to_do_and_the_chain_still_holds()
    {
        await using var store = NewStore();
        await using var today = store.OpenAnother(Today);
        await today.AppendAsync("s", new LessonLearned("look twice", 6));
        await using var earlier = store.OpenAnother(Earlier);

        var refusal = await Assert.ThrowsAsync<UnknownEventTypeException>(async () => await earlier.ReadHistoryAsync("s", types: Earlier));

        Assert.Equal(
            "Event 1 of 's' (sequence 1): 'lesson-learned' has schema version 2; this build reads 1 to 1. A newer build wrote it: update this one.",
            refusal.Message);
        Assert.True((await ChainVerifier.VerifyAsync(earlier)).Intact);
        Assert.Equal(1, (await earlier.AppendAsync("s", new LessonText("look up"))).Appended);
    }

    private static async Task<StoredEvent> AppendEarlierAsync(TestStore store, params IExperimentEvent[] events)
    {
        await using var earlier = store.OpenAnother(Earlier);
        await earlier.AppendAsync("s", events);
        return (await store.AllAsync())[0];
    }
}
