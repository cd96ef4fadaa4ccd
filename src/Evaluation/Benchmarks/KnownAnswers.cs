namespace LmmCl.Evaluation.Benchmarks;

/// <summary>A finished per-sample file whose answers may be taken instead of asking again.</summary>
/// <param name="Content">Content of the file, as it was checked.</param>
/// <param name="Taken">Called before the first of its answers is used; not called if the file answers other questions.</param>
public sealed record KnownAnswers(ReadOnlyMemory<byte> Content, Action Taken);
