using System.Threading.Channels;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Workers.Spool;

/// <summary>Moves spooled events into the journal, in parallel with the worker, so that a slow log does not block it.</summary>
/// <param name="path">The spool file.</param>
/// <param name="journal">The journal to record in.</param>
/// <param name="failed">Called once when an event cannot be recorded; further work would be lost.</param>
internal sealed class SpoolIngest(string path, ExperimentJournal journal, Action failed)
{
    private readonly SpoolReader reader = new(path);

    // Coalesces pending signals.
    private readonly Channel<bool> told =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private Task ingesting = Task.CompletedTask;

    /// <summary>Starts the ingestion.</summary>
    public void Begin() => ingesting = Task.Run(ListenAsync);

    /// <summary>Signals that the worker has spooled more events.</summary>
    public void More() => told.Writer.TryWrite(true);

    /// <summary>Ingests the rest once the spool has no writer, and deletes the file.</summary>
    /// <exception cref="Exception">An event could not be recorded. The file is kept for the next run.</exception>
    public async Task FinishAsync()
    {
        told.Writer.TryComplete();
        await ingesting;
        await TakeAsync();
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var _ in told.Reader.ReadAllAsync())
            {
                await TakeAsync();
            }
        }
        catch
        {
            failed();
            throw;
        }
    }

    private async Task TakeAsync()
    {
        if (reader.ReadNew() is { Count: > 0 } events)
        {
            await journal.RecordAsync(events);
        }
    }
}
