namespace LmmCl.Events;

/// <summary>A method told something about its own work: how much each expert was used, what the teacher took.</summary>
/// <param name="Stage">In which stage.</param>
/// <param name="Method">Id of the method.</param>
/// <param name="Name">What was measured (<c>expert_use</c>).</param>
/// <param name="Values">Figures by name.</param>
[EventKind("method-measured", 1)]
public sealed record MethodMeasured(StageId Stage, string Method, string Name, IReadOnlyDictionary<string, double> Values) : IStageEvent;
