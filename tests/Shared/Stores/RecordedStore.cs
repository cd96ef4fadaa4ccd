using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;

namespace LmmCl.Tests;

/// <summary>A store of experiments that were never run: their events are there, as of the study's recipes.</summary>
internal sealed class RecordedStore : IDisposable
{
    public string Runs { get; } = Directory.CreateTempSubdirectory("lmmcl-queries-").FullName;

    private string File => Path.Combine(Runs, "events.db");

    public static async Task<RecordedStore> OfAsync(params (string Recipe, int Stages)[] experiments)
    {
        var store = new RecordedStore();
        await using (EventLogs.Open(store.File))
        {
            // A store that is there, even without experiments.
        }

        foreach (var (recipe, stages) in experiments)
        {
            await store.AppendAsync($"quick-{recipe}", SampleExperiments.History(recipe, stages));
        }

        return store;
    }

    /// <summary>Appends as another process would: with a log of its own.</summary>
    public async Task AppendAsync(string experiment, IEnumerable<RecordedEvent> events)
    {
        await using var log = EventLogs.Open(File);
        await log.AppendAsync(experiment, ExpectedVersion.Any, [.. events.Select(recorded => new NewEvent(recorded.What, recorded.At))]);
    }

    public async Task<IReadOnlyList<RecordedEvent>> HistoryAsync(string experiment)
    {
        await using var log = EventLogs.Open(File);
        return await log.ReadHistoryAsync(experiment);
    }

    public Task<Typed> TypeAsync(params string[] arguments) => Typed.CommandAsync([.. arguments, "--runs", Runs]);

    public void Dispose() => Directory.Delete(Runs, recursive: true);
}
