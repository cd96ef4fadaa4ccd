using System.Threading.Channels;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Workers.Spool;

/// <summary>Takes what a worker spools into the journal, beside the worker's work: a slow log holds nobody up.</summary>
/// <param name="path">The spool.</param>
/// <param name="journal">Where its events go.</param>
/// <param name="failed">Told once when an event cannot be recorded; there is no use in working on then.</param>
internal sealed class SpoolIngest(string path, ExperimentJournal journal, Action failed)
{
    private readonly SpoolReader reader = new(path);

    // Pending signals coalesce.
    private readonly Channel<bool> told =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private Task ingesting = Task.CompletedTask;

    /// <summary>Begins to listen.</summary>
    public void Begin() => ingesting = Task.Run(ListenAsync);

    /// <summary>The worker says that there is more.</summary>
    public void More() => told.Writer.TryWrite(true);

    /// <summary>Takes the rest, once nobody writes any more, and removes the file.</summary>
    /// <exception cref="Exception">An event could not be recorded. The file stays, for the next run.</exception>
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
