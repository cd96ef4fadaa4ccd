using LmmCl.Runs.Stages;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>Asks the host, which has the event log. One question at a time.</summary>
internal sealed class AskedAnswers(PrivateChannel channel) : IRecordedAnswers
{
    private volatile TaskCompletionSource<RecordedAnswers>? waiting;

    /// <inheritdoc/>
    public Task<RecordedAnswers> FindAsync(SoughtAnswers sought, CancellationToken ct)
    {
        var reply = new TaskCompletionSource<RecordedAnswers>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting = reply;
        channel.Send(new AnswersSought(sought));
        return reply.Task.WaitAsync(ct);
    }

    /// <summary>Passes the host's reply on.</summary>
    public void Reply(AnswersFound found) => waiting?.TrySetResult(found.Answers);
}
