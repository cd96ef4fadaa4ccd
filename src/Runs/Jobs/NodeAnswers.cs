using LmmCl.EventStore;
using LmmCl.Runs.Stages;

namespace LmmCl.Runs.Jobs;

/// <summary>
/// Finds answers of base models in the shared store, for a job whose own log has its experiment only. Without the store nothing is found,
/// and the job asks the model itself.
/// </summary>
/// <param name="open">Opens the shared store.</param>
/// <param name="options">Options of the run.</param>
internal sealed class NodeAnswers(Func<IEventLog> open, RunOptions options) : IRecordedAnswers, IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private IEventLog? log;
    private LoggedAnswers? answers;

    /// <inheritdoc/>
    public async Task<RecordedAnswers> FindAsync(SoughtAnswers sought, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            answers ??= new LoggedAnswers(log ??= open(), options);
            return await answers.FindAsync(sought, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Asking the model again costs time, a job that fails for want of the store costs more.
            answers = null;
            return RecordedAnswers.Never;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (log is not null)
        {
            await log.DisposeAsync();
        }
    }
}
