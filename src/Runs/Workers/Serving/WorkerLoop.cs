using System.Diagnostics;
using System.Runtime.InteropServices;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>The worker's message loop: handles requests one after another until the host exits.</summary>
internal sealed class WorkerLoop : IAsyncDisposable
{
    /// <summary>The host's command that starts a worker: <c>lmmcl worker</c>.</summary>
    public const string Command = "worker";

    private readonly PrivateChannel channel;
    private readonly AskedAnswers answers;
    private readonly WorkerServices services;
    private FileLock? run;
    private DoWork? next;
    private CancellationTokenSource? stop;
    private Task preparing = Task.CompletedTask;
    private Task serving = Task.CompletedTask;

    public WorkerLoop(PrivateChannel channel)
    {
        (this.channel, answers) = (channel, new AskedAnswers(channel));
        services = new WorkerServices(channel, answers);
    }

    public async Task RunAsync()
    {
        // Ctrl-C is sent to the whole process group. The host receives it too, and requests a stop.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate);
        while (await channel.ReadAsync() is { } message)
        {
            switch (message)
            {
                case PrepareWork coming:
                    preparing = Task.Run(() => services.Prepare(coming));
                    break;
                case DoWork work:
                    MakeReady(work);
                    break;
                case BeginWork when next is { } work:
                    serving = Task.Run(() => ServeAsync(work, stop!.Token));
                    break;
                case AnswersFound found:
                    answers.Reply(found);
                    break;
                case StopWork:
                    stop?.Cancel();
                    break;
            }
        }

        await SaveAndEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        run?.Dispose();
    }

    private static RunFolder FolderOf(DoWork work) => RunFolder.Of(work.Runs, work.Spec.Experiment);

    /// <summary>
    /// Claims the run. A host that sends a message after that is still running, so no other host can have taken over: it would wait for
    /// this lock.
    /// </summary>
    private void MakeReady(DoWork work)
    {
        var path = FolderOf(work).WorkerLock;
        run ??= FileLock.TryTake(path);
        if (run is null)
        {
            var held = new InputException(path, "another worker process holds this run.", "Let it end, then run the same command again.");
            channel.Send(RemoteFailures.Of(held));
            return;
        }

        (next, stop) = (work, new CancellationTokenSource());
        channel.Send(new WorkerReady());
    }

    private async Task ServeAsync(DoWork work, CancellationToken ct)
    {
        WorkerMessage answer;
        await preparing;
        try
        {
            using var spool = new SpoolWriter(FolderOf(work).Spool);
            await services.DoAsync(work, new SpooledEvents(spool, channel).StoreAsync, ct);
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

    /// <summary>The host has exited, and the next one is waiting: save progress and write its events to the spool.</summary>
    private async Task SaveAndEndAsync()
    {
        stop?.Cancel();

        // A plugin that is still being loaded tells of its calls over the channel, which must not be closed before.
        var work = Task.WhenAll(preparing, serving);
        if (await Task.WhenAny(work, Task.Delay(WorkerTimeouts.Save)) != work)
        {
            Process.GetCurrentProcess().Kill();
        }
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
