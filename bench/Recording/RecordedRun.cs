using System.Diagnostics;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;

namespace LmmCl.Recording.Bench;

/// <summary>An experiment of one stage, all parameters trained in batches of sixteen, as a user runs it.</summary>
/// <param name="Checkpoint">Folder of the base model.</param>
/// <param name="World">The world's file.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="Runs">Where its files go.</param>
/// <param name="Store">Where its history goes.</param>
internal sealed record RecordedRun(string Checkpoint, string World, int Steps, string Runs, string Store)
{
    /// <summary>Not a multiple of the fifty points that go into one event, so that the two are told apart.</summary>
    private const int SaveEvery = 120;

    /// <summary>Runs it and returns what was recorded.</summary>
    internal static async Task<IReadOnlyList<IExperimentEvent>> StepsAsync(RecordedRun run)
    {
        Directory.CreateDirectory(run.Runs);
        var file = Path.Combine(run.Runs, "experiment.yaml");
        await File.WriteAllTextAsync(file, $$"""
            experiment: recorded
            model: {{run.Checkpoint}}
            world: {{run.World}}
            skills: [pixmocount]
            settings: { recipe: full }
            training: { effective_batch: 16, micro_batch: 16, max_steps: {{run.Steps}}, save_every: {{SaveEvery}} }
            """);
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "LmmCl.Host.dll"), "run", file, "--runs", run.Runs, "--store", run.Store])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(await errors);
        await using var log = EventLogs.Open(run.Store);
        return [.. (await log.ReadHistoryAsync("recorded")).Select(recorded => recorded.What)];
    }
}
