using System.Diagnostics;
using LmmCl.Training;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>Reports the spans of the work to the host, whose trace they belong to.</summary>
internal sealed class ForwardedSpans : IDisposable
{
    private readonly ActivityListener listener;

    public ForwardedSpans(PrivateChannel channel)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StageSpans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => channel.Send(new SpanEnded(new WorkerSpan(
                span.OperationName,
                new DateTimeOffset(span.StartTimeUtc, TimeSpan.Zero),
                span.Duration,
                span.Status == ActivityStatusCode.Error ? span.StatusDescription ?? "" : null))),
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();
}
