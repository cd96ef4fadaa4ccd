using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Training;

/// <summary>Counts parameters by role, for dry runs and experiment records.</summary>
public static class RoleCounts
{
    /// <summary>Returns the counts in the order of <see cref="ParameterRole"/>; roles without parameters are omitted.</summary>
    public static IReadOnlyList<RoleCount> Of(IEnumerable<ModelParameter> parameters) =>
    [
        .. parameters
            .GroupBy(parameter => parameter.Role)
            .OrderBy(group => group.Key)
            .Select(group => new RoleCount(group.Key, group.Count(), group.Sum(parameter => parameter.Value.numel()))),
    ];
}
