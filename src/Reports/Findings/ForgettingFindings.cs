using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Reports.Findings;

/// <summary>Which experiments forgot a benchmark, and got it back.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Found">Those for which it is so, the deepest drop first.</param>
/// <param name="Answerable">Experiments that were measured at the stages that are asked for.</param>
/// <param name="Unmeasured">Those with this benchmark that were not.</param>
/// <param name="Scorers">Scorers of the figures with their versions.</param>
internal sealed record ForgettingFindings(
    ForgettingQuestion Question,
    IReadOnlyList<ForgettingFinding> Found,
    int Answerable,
    IReadOnlyList<string> Unmeasured,
    IReadOnlyList<string> Scorers);

/// <summary>One experiment that forgot.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Label">Its method, and what tells it from others that were found.</param>
/// <param name="Stage">Number and skill of the stage of the drop.</param>
/// <param name="Drop">The figures.</param>
internal sealed record ForgettingFinding(string Experiment, string Label, string Stage, BenchmarkDrop Drop);
