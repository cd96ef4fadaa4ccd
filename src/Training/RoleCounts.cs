using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Training;

/// <summary>Counts parameters by what they are: what a dry run lists and an experiment records.</summary>
public static class RoleCounts
{
    /// <summary>In the order of <see cref="ParameterRole"/>; roles without parameters are left out.</summary>
    public static IReadOnlyList<RoleCount> Of(IEnumerable<ModelParameter> parameters) =>
    [
        .. parameters
            .GroupBy(parameter => parameter.Role)
            .OrderBy(group => group.Key)
            .Select(group => new RoleCount(group.Key, group.Count(), group.Sum(parameter => parameter.Value.numel()))),
    ];
}
