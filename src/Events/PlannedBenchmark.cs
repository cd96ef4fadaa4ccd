namespace LmmCl.Events;

/// <summary>A planned benchmark.</summary>
/// <param name="Name">Id of the benchmark (<c>docvqa</c>).</param>
/// <param name="Group">Role of its score in the experiment.</param>
public sealed record PlannedBenchmark(string Name, BenchmarkGroup Group);
