using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;
using LmmCl.Tests;

namespace LmmCl.Page.Bench;

/// <summary>A store with one long experiment and many short ones.</summary>
internal static class LargeStore
{
    internal const string Name = "long";

    private const int Batch = 1_000;
    private const int PointsAnEvent = 5;

    /// <summary>Writes the store; returns the number of events of the long experiment.</summary>
    internal static async Task<int> WriteAsync(string file, int events, int experiments)
    {
        await using var log = EventLogs.Open(file);
        var sample = SampleExperiments.History("llm", 5);
        for (var i = 1; i < experiments; i++)
        {
            var recipe = SampleExperiments.Recipes[i % SampleExperiments.Recipes.Count];
            var history = SampleExperiments.History(recipe, i % 6).Where(recorded => recorded.What is not TrainingProgressed);
            await AppendAsync(log, $"experiment-{i:0000}", history);
        }

        var training = sample.Count(recorded => recorded.What is TrainingProgressed);
        List<RecordedEvent> all = [.. sample.SelectMany(recorded => recorded.What is TrainingProgressed progressed
            ? Stretched(recorded, progressed, (events - sample.Count) / training)
            : [recorded])];
        await AppendAsync(log, Name, all);
        return all.Count;
    }

    /// <summary>The part of a stage's training as many events of a few steps each.</summary>
    private static IEnumerable<RecordedEvent> Stretched(RecordedEvent recorded, TrainingProgressed progressed, int events)
    {
        var parts = progressed.TotalSteps / progressed.Points.Count;
        var first = (progressed.Points[0].Step - 1) / progressed.Points.Count * events * PointsAnEvent;
        for (var i = 0; i < events; i++)
        {
            var steps = Enumerable.Range(first + (i * PointsAnEvent) + 1, PointsAnEvent);
            yield return recorded with
            {
                At = recorded.At.AddMilliseconds(i / 4.0),
                What = progressed with
                {
                    TotalSteps = parts * events * PointsAnEvent,
                    Points =
                    [
                        .. steps.Select(step =>
                            new TrainingPoint(step, 2 + Math.Sin(step * 0.7), 1e-3, 1 + Math.Cos(step), 96, step * 0.1)),
                    ],
                },
            };
        }
    }

    private static async Task AppendAsync(IEventLog log, string stream, IEnumerable<RecordedEvent> events)
    {
        foreach (var batch in events.Chunk(Batch))
            await log.AppendAsync(stream, ExpectedVersion.Any, [.. batch.Select(recorded => new NewEvent(recorded.What, recorded.At))]);
    }
}
