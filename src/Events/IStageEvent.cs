namespace LmmCl.Events;

/// <summary>An event within a stage.</summary>
public interface IStageEvent : IExperimentEvent
{
    /// <summary>The stage.</summary>
    StageId Stage { get; }
}
