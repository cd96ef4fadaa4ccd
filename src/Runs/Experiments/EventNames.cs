using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.Runs.Experiments;

/// <summary>Names of events in error messages.</summary>
internal static class EventNames
{
    /// <summary>Returns a name like <c>event 'benchmark-scored' of stage 2</c>.</summary>
    public static string Of(IExperimentEvent happened) =>
        $"event '{EventTypes.Default.KindOf(happened).Name}'" + (happened is IStageEvent { Stage: var stage } ? $" of stage {stage}" : "");
}
