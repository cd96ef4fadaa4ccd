using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LmmCl.Host.Executors.Worker.Serving;

/// <summary>The worker's end of the conversation: does what it is asked, one thing after another, until its host is gone.</summary>
internal sealed class WorkerLoop(PrivateChannel channel) : IAsyncDisposable
{
    private readonly ForwardedEvents events = new(channel);
    private readonly WorkerServices services = new(channel);
    private CancellationTokenSource? stop;

    public async Task RunAsync()
    {
        // Ctrl-C goes to the whole process group. The host hears it as well, and asks for a stop.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate);
        while (await channel.ReadAsync() is { } message)
        {
            switch (message)
            {
                case DoWork work:
                    stop = new CancellationTokenSource();
                    _ = Task.Run(() => ServeAsync(work, stop.Token));
                    break;
                case EventsStored:
                    events.Stored();
                    break;
                case StopWork:
                    stop?.Cancel();
                    break;
            }
        }

        if (stop is not null)
        {
            // Nobody is left to work for, and another run may be about to take this one's place.
            Process.GetCurrentProcess().Kill();
        }
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task ServeAsync(DoWork work, CancellationToken ct)
    {
        WorkerMessage answer;
        try
        {
            await services.DoAsync(work, events.StoreAsync, ct);
            answer = new WorkDone();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            answer = new WorkStopped();
        }
        catch (Exception error)
        {
            answer = RemoteFailures.Of(error);
        }

        stop = null;
        channel.Send(answer);
    }

    private void Terminate(PosixSignalContext signal)
    {
        if (stop is { } work)
        {
            signal.Cancel = true;
            work.Cancel();
        }
    }
}
