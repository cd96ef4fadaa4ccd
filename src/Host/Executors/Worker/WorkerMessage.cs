using System.Text.Json.Serialization;
using LmmCl.Abstractions.Events;

namespace LmmCl.Host.Executors.Worker;

/// <summary>What a worker tells the host.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(EventsHappened), "events")]
[JsonDerivedType(typeof(ProgressBegan), "progress-began")]
[JsonDerivedType(typeof(ProgressMade), "progress-made")]
[JsonDerivedType(typeof(ProgressEnded), "progress-ended")]
[JsonDerivedType(typeof(PluginCalled), "plugin-called")]
[JsonDerivedType(typeof(PluginReturned), "plugin-returned")]
[JsonDerivedType(typeof(WorkDone), "done")]
[JsonDerivedType(typeof(WorkStopped), "stopped")]
[JsonDerivedType(typeof(WorkFailed), "failed")]
internal abstract record WorkerMessage;

/// <summary>This happened; the worker goes on once the host has answered <see cref="EventsStored"/>.</summary>
internal sealed record EventsHappened(IReadOnlyList<EventLine> Events) : WorkerMessage;

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

/// <summary>The work is done; every event of it is stored.</summary>
internal sealed record WorkDone : WorkerMessage;

/// <summary>The work was stopped on request, its state saved.</summary>
internal sealed record WorkStopped : WorkerMessage;

/// <summary>The work ended in an error.</summary>
/// <param name="Failure">The error, classified.</param>
/// <param name="Type">Name of its type.</param>
/// <param name="Place">Of wrong input the file and field, else null.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Details">With the stack, for whoever looks into it.</param>
internal sealed record WorkFailed(FailureKind Failure, string Type, string? Place, string Message, string Details) : WorkerMessage;
