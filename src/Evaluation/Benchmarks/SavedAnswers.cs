using LmmCl.Events;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>The beginning of a file of partial answers.</summary>
/// <param name="Count">Number of answers in it.</param>
/// <param name="Hash">SHA-256 of its bytes, the header line included.</param>
public readonly record struct SavedAnswers(int Count, ContentHash Hash);
