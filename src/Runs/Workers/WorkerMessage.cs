using System.Text.Json.Serialization;
using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Runs.Workers;

/// <summary>What a worker tells the host.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(WorkerReady), "ready")]
[JsonDerivedType(typeof(EventsSpooled), "spooled")]
[JsonDerivedType(typeof(ProgressBegan), "progress-began")]
[JsonDerivedType(typeof(ProgressMade), "progress-made")]
[JsonDerivedType(typeof(ProgressEnded), "progress-ended")]
[JsonDerivedType(typeof(PluginCalled), "plugin-called")]
[JsonDerivedType(typeof(PluginReturned), "plugin-returned")]
[JsonDerivedType(typeof(WorkDone), "done")]
[JsonDerivedType(typeof(WorkStopped), "stopped")]
[JsonDerivedType(typeof(WorkFailed), "failed")]
internal abstract record WorkerMessage;

/// <summary>The worker holds the run's lock; it begins when the host says <see cref="BeginWork"/>.</summary>
internal sealed record WorkerReady : WorkerMessage;

/// <summary>There is more in the spool. The worker goes on meanwhile.</summary>
internal sealed record EventsSpooled : WorkerMessage;

/// <summary><see cref="Progress.IWorkProgress.Begin"/>.</summary>
internal sealed record ProgressBegan(string Title, int Total, int Done) : WorkerMessage;

/// <summary><see cref="Progress.IWorkProgress.Report"/>.</summary>
internal sealed record ProgressMade(int Done, string Detail) : WorkerMessage;

/// <summary><see cref="Progress.IWorkProgress.End"/>.</summary>
internal sealed record ProgressEnded(string Sentence) : WorkerMessage;

/// <summary>A plugin has been called; until <see cref="PluginReturned"/> the time is its own.</summary>
internal sealed record PluginCalled(string Plugin, string Call) : WorkerMessage;

/// <summary>The plugin that was called last returned or threw.</summary>
internal sealed record PluginReturned : WorkerMessage;

/// <summary>The work is done; every event of it is in the spool.</summary>
internal sealed record WorkDone : WorkerMessage;

/// <summary>The work was stopped on request, its state saved.</summary>
internal sealed record WorkStopped : WorkerMessage;

/// <summary>The work ended in an error.</summary>
/// <param name="Failure">The error, classified.</param>
/// <param name="Type">Name of its type.</param>
/// <param name="Input">Of wrong input what the user can mend, else null.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Details">With the stack, for whoever looks into it.</param>
internal sealed record WorkFailed(FailureKind Failure, string Type, WrongInput? Input, string Message, string Details) : WorkerMessage;

/// <summary>An <see cref="InputException"/> in its parts.</summary>
/// <param name="Place">File and field.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Fix">What to do; null where the problem says enough.</param>
internal sealed record WrongInput(string Place, string Problem, string? Fix)
{
    public static WrongInput? Of(InputException? error) => error is null ? null : new(error.Place, error.Problem, error.Fix);
}
