namespace LmmCl.Data.Checks;

/// <summary>A problem with a question beyond its format.</summary>
/// <param name="Problem">Description of the problem.</param>
/// <param name="Fix">Suggested fix.</param>
/// <param name="IsNote">True if the question is usable nevertheless.</param>
public sealed record QuestionFinding(string Problem, string Fix, bool IsNote = false);
