namespace LmmCl.Data.Checks;

/// <summary>A problem of a question that its form does not show.</summary>
/// <param name="Problem">Description of the problem.</param>
/// <param name="Fix">Suggested fix.</param>
/// <param name="IsNote">True if the question can be asked all the same.</param>
public sealed record QuestionFinding(string Problem, string Fix, bool IsNote = false);
