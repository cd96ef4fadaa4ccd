using System.Text.Json.Serialization;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Stages;

namespace LmmCl.Runs.Workers;

/// <summary>A message from a worker to the host.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(WorkerReady), "ready")]
[JsonDerivedType(typeof(EventsSpooled), "spooled")]
[JsonDerivedType(typeof(ProgressBegan), "progress-began")]
[JsonDerivedType(typeof(ProgressMade), "progress-made")]
[JsonDerivedType(typeof(ProgressEnded), "progress-ended")]
[JsonDerivedType(typeof(AnswersSought), "answers-sought")]
[JsonDerivedType(typeof(PluginCalled), "plugin-called")]
[JsonDerivedType(typeof(PluginReturned), "plugin-returned")]
[JsonDerivedType(typeof(VitalsTaken), "vitals")]
[JsonDerivedType(typeof(SpanEnded), "span")]
[JsonDerivedType(typeof(WorkDone), "done")]
[JsonDerivedType(typeof(WorkStopped), "stopped")]
[JsonDerivedType(typeof(WorkFailed), "failed")]
internal abstract record WorkerMessage;

/// <summary>The worker holds the run's lock; it starts the work on <see cref="BeginWork"/>.</summary>
internal sealed record WorkerReady : WorkerMessage;

/// <summary>New events are in the spool. The worker does not wait for the host.</summary>
internal sealed record EventsSpooled : WorkerMessage;

/// <summary><see cref="Progress.IWorkProgress.Begin"/>.</summary>
internal sealed record ProgressBegan(string Title, int Total, int Done) : WorkerMessage;

/// <summary><see cref="Progress.IWorkProgress.Report"/>.</summary>
internal sealed record ProgressMade(int Done, string Detail) : WorkerMessage;

/// <summary><see cref="Progress.IWorkProgress.End"/>.</summary>
internal sealed record ProgressEnded(string Sentence) : WorkerMessage;

/// <summary>Asks if the log knows answers that were found on disk; the host replies with <see cref="AnswersFound"/>.</summary>
internal sealed record AnswersSought(SoughtAnswers Answers) : WorkerMessage;

/// <summary>A plugin was called; its time limit runs until <see cref="PluginReturned"/>.</summary>
internal sealed record PluginCalled(string Plugin, string Call) : WorkerMessage;

/// <summary>The last plugin call returned or threw.</summary>
internal sealed record PluginReturned : WorkerMessage;

/// <summary>The worker's use of memory and tensors, sent every few seconds while it works.</summary>
internal sealed record VitalsTaken(WorkerVitals Vitals) : WorkerMessage;

/// <summary>A span of the stage's trace ended; the host records it.</summary>
internal sealed record SpanEnded(WorkerSpan Span) : WorkerMessage;

/// <summary>The work is complete, and all its events are in the spool.</summary>
internal sealed record WorkDone : WorkerMessage;

/// <summary>The work was stopped on request, and its state is saved.</summary>
internal sealed record WorkStopped : WorkerMessage;

/// <summary>The work failed.</summary>
/// <param name="Failure">The classified error.</param>
/// <param name="Type">Name of the exception type.</param>
/// <param name="Input">The parts of an input error that the user can fix; null for other errors.</param>
/// <param name="Message">The error message with a remedy.</param>
/// <param name="Details">Details with the stack trace, for diagnosis.</param>
internal sealed record WorkFailed(FailureKind Failure, string Type, WrongInput? Input, string Message, string Details) : WorkerMessage;

/// <summary>The parts of an <see cref="InputException"/>.</summary>
/// <param name="Place">File and field.</param>
/// <param name="Problem">Description of the error.</param>
/// <param name="Fix">The remedy; null if the problem implies it.</param>
internal sealed record WrongInput(string Place, string Problem, string? Fix)
{
    public static WrongInput? Of(InputException? error) => error is null ? null : new(error.Place, error.Problem, error.Fix);
}
