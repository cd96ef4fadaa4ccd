using LmmCl.Evaluation.Scorers;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Tests.Experiments;

public sealed class ExperimentJournalTests
{
    private const int Threads = 16;
    private const int EventsEach = 60;

    private readonly List<NewEvent> stored = [];
    private int acknowledged;

    [Fact]
    public async Task Events_of_many_threads_are_stored_one_after_another_and_none_is_lost()
    {
        var journal = ExperimentJournal.Continue("small", [], StoreAsync);
        using var together = new Barrier(Threads);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                for (var number = 0; number < EventsEach; number++)
                {
                    // As a plugin's plain call does.
                    journal.RecordAsync(Measured(thread, number, Volatile.Read(ref acknowledged))).GetAwaiter().GetResult();
                    Interlocked.Increment(ref acknowledged);
                }
            },
            TaskCreationOptions.LongRunning)));

        var events = stored.Select(recorded => Assert.IsType<MethodMeasured>(recorded.Data)).ToList();
        Assert.Equal(Threads * EventsEach, events.Count);
        Assert.Equal(events, journal.History);
        Assert.All(
            events.GroupBy(measured => measured.Name),
            thread => Assert.Equal(Enumerable.Range(0, EventsEach).Select(number => (double)number), thread.Select(measured => measured.Values["number"])));

        // Whatever was acknowledged when an event was told lies before it.
        Assert.All(events.Index(), told => Assert.True(told.Index >= told.Item.Values["acknowledged"]));
        Assert.Equal(stored.OrderBy(recorded => recorded.Timestamp).Select(recorded => recorded.Data), events);
    }

    [Fact]
    public async Task What_is_recorded_can_be_read_while_other_threads_record()
    {
        var journal = ExperimentJournal.Continue("small", [], StoreAsync);
        var recording = Task.Run(async () =>
        {
            for (var number = 0; number < 2_000; number++)
            {
                await journal.RecordAsync(new StageStarted(new StageId(number), null, null, null, 0));
            }
        });

        var last = 0;
        while (!recording.IsCompleted)
        {
            var seen = 0;
            foreach (var happened in journal.History)
            {
                seen += happened is StageStarted ? 1 : 0;
            }

            Assert.True(seen >= last);
            Assert.False(journal.Progress[new StageId(100_000 + seen)].Started);
            last = seen;
        }

        await recording;
        Assert.Equal(2_000, journal.History.Count);
    }

    private async Task StoreAsync(IReadOnlyList<NewEvent> events)
    {
        await Task.Yield();
        stored.AddRange(events);
    }

    private static MethodMeasured Measured(int thread, int number, int acknowledged) => new(
        new StageId(1), "LwF", $"thread {thread}", new Dictionary<string, double> { ["number"] = number, ["acknowledged"] = acknowledged });
}
