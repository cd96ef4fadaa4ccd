namespace LmmCl.Events;

/// <summary>The method chose what trains.</summary>
/// <param name="Stage">In which stage.</param>
/// <param name="Trained">Numbers that train.</param>
/// <param name="Total">Numbers in the whole model.</param>
/// <param name="Roles">Counts of what trains, by role.</param>
/// <param name="List">Hash of the file that lists the chosen parameters by name.</param>
/// <param name="ListPath">That file, relative to the run folder.</param>
[EventKind("parameters-selected", 1)]
public sealed record ParametersSelected(
    StageId Stage, long Trained, long Total, IReadOnlyList<RoleCount> Roles, ContentHash List, string ListPath) : IStageEvent;
