using LmmCl.EventStore;

namespace LmmCl.Host.Executors.Worker.Serving;

/// <summary>Hands events to the host and waits until they are in its log.</summary>
internal sealed class ForwardedEvents(PrivateChannel channel)
{
    private readonly SemaphoreSlim oneAtATime = new(1);
    private TaskCompletionSource? waiting;

    /// <summary>Returns once the events are stored.</summary>
    public async Task StoreAsync(IReadOnlyList<NewEvent> events)
    {
        await oneAtATime.WaitAsync();
        try
        {
            waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            channel.Send(new EventsHappened([.. events.Select(happened => EventLine.Of(happened.Data))]));
            await waiting.Task;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>The host says that they are.</summary>
    public void Stored() => waiting?.TrySetResult();
}
