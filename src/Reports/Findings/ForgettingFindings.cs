using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Reports.Findings;

/// <summary>Experiments that forgot a benchmark and recovered it.</summary>
/// <param name="Question">The question answered.</param>
/// <param name="Found">Matching experiments, largest drop first.</param>
/// <param name="Answerable">Number of experiments measured at the requested stages.</param>
/// <param name="Unmeasured">Number of experiments that have the benchmark but were not measured there.</param>
/// <param name="Scorers">Scorers of the values, with versions.</param>
internal sealed record ForgettingFindings(
    ForgettingQuestion Question,
    IReadOnlyList<ForgettingFinding> Found,
    int Answerable,
    IReadOnlyList<string> Unmeasured,
    IReadOnlyList<string> Scorers);

/// <summary>One experiment that forgot the benchmark.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Label">The method, with what distinguishes it from the others found.</param>
/// <param name="Stage">Number and skill of the stage with the drop.</param>
/// <param name="Drop">The drop and recovery.</param>
internal sealed record ForgettingFinding(string Experiment, string Label, string Stage, BenchmarkDrop Drop);
