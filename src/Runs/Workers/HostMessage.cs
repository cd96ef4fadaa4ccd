using System.Text.Json.Serialization;
using LmmCl.Plugins;
using LmmCl.Plugins.Memory;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Workers;

/// <summary>A message from the host to a worker.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PrepareWork), "prepare")]
[JsonDerivedType(typeof(DoWork), "work")]
[JsonDerivedType(typeof(BeginWork), "begin")]
[JsonDerivedType(typeof(AnswersFound), "answers-found")]
[JsonDerivedType(typeof(StopWork), "stop")]
internal abstract record HostMessage;

/// <summary>
/// Announces the experiment of the first work, so that a new worker loads its code and plugin while the host reads the inputs.
/// </summary>
/// <param name="Spec">The experiment's spec.</param>
/// <param name="Runs">Parent folder of the run folders.</param>
/// <param name="Plugins">Folders to search for plugins.</param>
/// <param name="PluginMemory">File that keeps trust and statuses of plugins.</param>
internal sealed record PrepareWork(ExperimentSpec Spec, string Runs, PluginSearchPath Plugins, string PluginMemory) : HostMessage;

/// <summary>Requests work. It contains everything needed: a new worker can continue what another one started.</summary>
/// <param name="Work">The work to do.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Spec">The experiment's spec.</param>
/// <param name="Runs">Parent folder of the run folders.</param>
/// <param name="Plugins">Folders to search for plugins.</param>
/// <param name="PluginMemory">File that keeps trust and statuses of plugins.</param>
/// <param name="Events">Past events that the work depends on.</param>
internal sealed record DoWork(
    StageWork Work,
    int Stage,
    ExperimentSpec Spec,
    string Runs,
    PluginSearchPath Plugins,
    string PluginMemory,
    IReadOnlyList<EventLine> Events) : HostMessage;

/// <summary>
/// Starts the work, in reply to <see cref="WorkerReady"/>. It proves to the worker, which already holds the run's lock, that this host is
/// still running.
/// </summary>
internal sealed record BeginWork : HostMessage;

/// <summary>Replies to <see cref="AnswersSought"/>.</summary>
/// <param name="Answers">What the log knows.</param>
internal sealed record AnswersFound(RecordedAnswers Answers) : HostMessage;

/// <summary>Requests to save progress and stop the work. Ignored if there is none.</summary>
internal sealed record StopWork : HostMessage;
