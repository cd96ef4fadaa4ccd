using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Workers;

/// <summary>
/// One request to a worker, from the host's side: sends it, has events ingested, displays progress and reports the result.
/// </summary>
internal sealed class WorkerSession(
    WorkerProcess worker,
    IWorkProgress progress,
    SpoolIngest spool,
    PluginCallLimit limit,
    IRecordedAnswers answers,
    IWorkerObserver? observer = null)
{
    /// <summary>Returns once the work is done.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped on request, and its state is saved.</exception>
    /// <exception cref="StageWorkException">The work failed, the worker exited, or a plugin did not return in time.</exception>
    public async Task RunAsync(DoWork request, CancellationToken ct)
    {
        var work = new ObservedWork(request.Spec.Experiment, new StageId(request.Stage), request.Work);
        WorkerMessage? last;
        observer?.Began(work);
        try
        {
            worker.Send(request);
            last = await ListenAsync(request, work);
        }
        finally
        {
            observer?.Ended(work);
        }

        if (limit.Overdue is { } overdue && last is not WorkDone)
        {
            throw new StageWorkException(FailureKind.PluginError, overdue + " A larger --plugin-timeout gives it more time.");
        }

        switch (last)
        {
            case WorkDone:
                return;
            case WorkFailed failed:
                throw RemoteFailures.ToException(failed);
            case WorkStopped:
                ct.ThrowIfCancellationRequested();
                throw new StageWorkException(
                    FailureKind.Killed,
                    $"The worker process was told to end (SIGTERM) in stage {request.Stage}. "
                    + "Run the same command again: it resumes from the saved state.");
            default:
                ct.ThrowIfCancellationRequested();
                var death = await worker.DeathAsync();
                throw new StageWorkException(death.Kind, death.Tell(request.Work, new StageId(request.Stage)));
        }
    }

    /// <summary>Reads messages up to the one that ends the work; null if the worker has exited.</summary>
    private async Task<WorkerMessage?> ListenAsync(DoWork request, ObservedWork work)
    {
        var total = 0;
        while (true)
        {
            var line = await worker.ReadAsync();
            var message = line is null ? null : ParseMessage(request, line);
            switch (message)
            {
                case WorkerReady:
                    worker.Send(new BeginWork());
                    break;
                case EventsSpooled:
                    spool.More();
                    break;
                case AnswersSought sought:
                    worker.Send(new AnswersFound(await answers.FindAsync(sought.Answers, CancellationToken.None)));
                    break;
                case ProgressBegan began:
                    progress.Begin(began.Title, began.Total, began.Done);
                    observer?.Progressed(work, began.Done, began.Total);
                    total = began.Total;
                    break;
                case ProgressMade made:
                    progress.Report(made.Done, made.Detail);
                    observer?.Progressed(work, made.Done, total);
                    break;
                case ProgressEnded over:
                    progress.End(over.Sentence);
                    break;
                case VitalsTaken taken:
                    observer?.Measured(work, taken.Vitals);
                    break;
                case SpanEnded ended:
                    observer?.Timed(work, ended.Span);
                    break;
                case PluginCalled call:
                    limit.Called(call);
                    break;
                case PluginReturned:
                    limit.Returned();
                    break;
                default:
                    return message;
            }
        }
    }

    private static WorkerMessage ParseMessage(DoWork request, string line)
    {
        try
        {
            return MessageLine.Parse<WorkerMessage>(line);
        }
        catch (FormatException error)
        {
            throw new StageWorkException(
                FailureKind.Crashed,
                $"The worker process of stage {request.Stage} said something that makes no sense: {error.Message} "
                + "Run the same command again: it resumes from the saved state.");
        }
    }
}
