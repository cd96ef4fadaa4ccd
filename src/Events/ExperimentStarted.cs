namespace LmmCl.Events;

/// <summary>An experiment started. Records everything that determines its outcome.</summary>
/// <param name="Name">Name of the experiment, which is also its stream.</param>
/// <param name="Recipe">Short label for tables: the recipe or method with its main setting (<c>sa_proj</c>).</param>
/// <param name="Method">Id of the mitigation method's plugin.</param>
/// <param name="BaseModel">Base model as named by the user.</param>
/// <param name="BaseModelHash">Hash of the base model's weights.</param>
/// <param name="Seed">Seed of all randomness.</param>
/// <param name="AsPublished">True if the run reproduces the published behaviour rather than the study's intention.</param>
/// <param name="Stages">The skills in order, stage 1 first.</param>
/// <param name="Benchmarks">All benchmarks evaluated at each stage.</param>
/// <param name="SpecJson">The resolved specification as JSON text.</param>
/// <param name="Environment">Versions and switches by name: system, runtime, libtorch, package mode, commit, threads.</param>
/// <param name="Packages">Packages in use with their hashes.</param>
/// <param name="Plugins">Plugins in use with their hashes.</param>
/// <param name="Hardware">Hardware that the experiment runs on.</param>
[EventKind("experiment-started", 1)]
public sealed record ExperimentStarted(
    string Name,
    string Recipe,
    string Method,
    string BaseModel,
    ContentHash BaseModelHash,
    long Seed,
    bool AsPublished,
    IReadOnlyList<PlannedStage> Stages,
    IReadOnlyList<PlannedBenchmark> Benchmarks,
    string SpecJson,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<HashedPart> Packages,
    IReadOnlyList<HashedPart> Plugins,
    HardwareFound Hardware) : IExperimentEvent;
