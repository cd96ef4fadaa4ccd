using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.Runs.Experiments;

/// <summary>Events as errors name them.</summary>
internal static class EventNames
{
    /// <summary><c>event 'benchmark-scored' of stage 2</c>.</summary>
    public static string Of(IExperimentEvent happened) =>
        $"event '{EventTypes.Default.KindOf(happened).Name}'" + (happened is IStageEvent { Stage: var stage } ? $" of stage {stage}" : "");
}
