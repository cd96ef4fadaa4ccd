namespace LmmCl.Data.Batches;

/// <summary>Training examples within a length limit.</summary>
/// <param name="Examples">The examples that remain, in the order of the records.</param>
/// <param name="Cut">Number of those that were cut.</param>
/// <param name="Dropped">Number of records that were left out.</param>
public sealed record LimitedExamples(IReadOnlyList<EncodedExample> Examples, int Cut, int Dropped);
