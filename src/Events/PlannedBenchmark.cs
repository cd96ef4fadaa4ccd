namespace LmmCl.Events;

/// <summary>A benchmark as planned.</summary>
/// <param name="Name">Its id (<c>docvqa</c>).</param>
/// <param name="Group">What its score means to the experiment.</param>
public sealed record PlannedBenchmark(string Name, BenchmarkGroup Group);
