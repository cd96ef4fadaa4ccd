using System.Text.Json.Serialization;
using LmmCl.Plugins;
using LmmCl.Plugins.Memory;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Workers;

/// <summary>What the host tells a worker.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DoWork), "work")]
[JsonDerivedType(typeof(BeginWork), "begin")]
[JsonDerivedType(typeof(StopWork), "stop")]
internal abstract record HostMessage;

/// <summary>
/// Make ready for this. It says all there is to know: a worker that was started a moment ago can go on with what another one began.
/// </summary>
/// <param name="Work">What to do.</param>
/// <param name="Stage">With which stage.</param>
/// <param name="Spec">Of which experiment.</param>
/// <param name="Runs">Folder of run folders.</param>
/// <param name="Plugins">Where plugins are looked for.</param>
/// <param name="PluginMemory">Where trust and statuses of plugins are kept.</param>
/// <param name="Events">What has happened so far, as far as anything follows from it.</param>
internal sealed record DoWork(
    StageWork Work,
    int Stage,
    ExperimentSpec Spec,
    string Runs,
    PluginSearchPath Plugins,
    string PluginMemory,
    IReadOnlyList<EventLine> Events) : HostMessage;

/// <summary>
/// Begin. The answer to <see cref="WorkerReady"/>: it shows the worker, who holds the run's lock by then, that this host still lives.
/// </summary>
internal sealed record BeginWork : HostMessage;

/// <summary>Save what is worth saving and stop the work. Of no consequence where there is none.</summary>
internal sealed record StopWork : HostMessage;
