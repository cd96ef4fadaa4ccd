using System.Diagnostics;

namespace LmmCl.Training;

/// <summary>Spans of a stage's trace. They cost nothing unless a listener is attached to the source.</summary>
public static class StageSpans
{
    /// <summary>Name of the source of all spans of this program.</summary>
    public const string SourceName = "LmmCl";

    /// <summary>Span of a whole stage, the root of its trace.</summary>
    public const string Stage = "stage";

    /// <summary>Span in which the method prepares the stage and selects the trained parameters.</summary>
    public const string Prepare = "prepare";

    /// <summary>Span of the optimiser steps.</summary>
    public const string Train = "train";

    /// <summary>Span in which the method merges, interpolates or drops what it added.</summary>
    public const string Finish = "finish";

    /// <summary>Span of writing the checkpoint.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Span of answering and scoring the benchmarks.</summary>
    public const string Evaluate = "evaluate";

    /// <summary>Span of the measurements other than scores.</summary>
    public const string Probe = "probe";

    /// <summary>The source of all spans.</summary>
    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Runs work within a span, which records a failure.</summary>
    public static async Task WithinAsync(string name, Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var span = Source.StartActivity(name);
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.Message);
            throw;
        }
    }

    /// <summary>Runs synchronous work within a span, which records a failure.</summary>
    public static void Within(string name, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        WithinAsync(name, Run).GetAwaiter().GetResult();

        Task Run()
        {
            work();
            return Task.CompletedTask;
        }
    }
}
