namespace LmmCl.Events;

/// <summary>A method reported figures about its own work, such as expert use or the cost of the teacher.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Method">Id of the method.</param>
/// <param name="Name">Name of the measurement (<c>expert_use</c>).</param>
/// <param name="Values">Figures by name.</param>
[EventKind("method-measured", 1)]
public sealed record MethodMeasured(StageId Stage, string Method, string Name, IReadOnlyDictionary<string, double> Values) : IStageEvent;
