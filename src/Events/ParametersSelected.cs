namespace LmmCl.Events;

/// <summary>The method selected the trained parameters.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Trained">Number of trained scalar values.</param>
/// <param name="Total">Number of scalar values in the whole model.</param>
/// <param name="Roles">Trained counts by role.</param>
/// <param name="List">Hash of the file that lists the selected parameters by name.</param>
/// <param name="ListPath">Path of that file, relative to the run folder.</param>
[EventKind("parameters-selected", 1)]
public sealed record ParametersSelected(
    StageId Stage, long Trained, long Total, IReadOnlyList<RoleCount> Roles, ContentHash List, string ListPath) : IStageEvent;
