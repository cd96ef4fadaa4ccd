namespace LmmCl.Events;

/// <summary>
/// Everything that a run of the experiment reads, by content, and what it runs on: recorded when the experiment starts and at each
/// resumption.
/// </summary>
/// <param name="Attempt">The run, counted from 1.</param>
/// <param name="Files">
/// Hash of the list at <paramref name="FilesPath"/>: what decides the outcome, and therefore is the same in every run of the experiment.
/// </param>
/// <param name="FilesPath">Below the run folder: a line for each file, its SHA-256, two spaces and its name.</param>
/// <param name="Count">Number of files in the list.</param>
/// <param name="Conditions">What may vary between runs, by name: batch sizes, device, threads, program, libtorch, processor.</param>
[EventKind("inputs-recorded", 1)]
public sealed record InputsRecorded(
    int Attempt, ContentHash Files, string FilesPath, int Count, IReadOnlyDictionary<string, string> Conditions) : IExperimentEvent;
