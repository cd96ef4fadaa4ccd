namespace LmmCl.Events;

/// <summary>
/// Contents of all files that a run reads, and its execution conditions. Recorded when the experiment starts and at each resumption.
/// </summary>
/// <param name="Attempt">The run, counted from 1.</param>
/// <param name="Files">
/// Hash of the list at <paramref name="FilesPath"/>. The listed files determine the outcome, so the hash is the same in every run of the
/// experiment.
/// </param>
/// <param name="FilesPath">
/// Path of the list, relative to the run folder: one line per file, with its SHA-256, two spaces and its name.
/// </param>
/// <param name="Count">Number of files in the list.</param>
/// <param name="Conditions">
/// Conditions that may vary between runs, by name: batch sizes, device, threads, program, libtorch, processor.
/// </param>
[EventKind("inputs-recorded", 1)]
public sealed record InputsRecorded(
    int Attempt, ContentHash Files, string FilesPath, int Count, IReadOnlyDictionary<string, string> Conditions) : IExperimentEvent;
