namespace LmmCl.Host.Api.Queueing;

/// <summary>The body of a submission.</summary>
/// <param name="File">Full path of an experiment's or a sweep's file on the service's machine; from programs of that machine only.</param>
/// <param name="Yaml">The text of such a file.</param>
/// <param name="Priority">Experiments of a higher priority run first.</param>
internal sealed record SubmissionBody(string? File, string? Yaml, int? Priority);

/// <summary>The answer to a submission.</summary>
/// <param name="Sweep">Name of the sweep; null if an experiment was submitted.</param>
/// <param name="Items">The queued experiments.</param>
/// <param name="Complete">Experiments of the sweep that are complete, or in the queue already.</param>
internal sealed record SubmittedDocument(string? Sweep, IReadOnlyList<QueueItem> Items, IReadOnlyList<string> Complete);

/// <summary>The body of a move: one of the two.</summary>
/// <param name="Before">A waiting experiment to come before.</param>
/// <param name="Priority">A new priority.</param>
internal sealed record MoveBody(string? Before, int? Priority);

/// <summary>The body of a pause or cancellation.</summary>
/// <param name="Reason">Reason, which the history tells.</param>
internal sealed record ReasonBody(string? Reason);
