namespace LmmCl.Events;

/// <summary>Something that happened within a stage.</summary>
public interface IStageEvent : IExperimentEvent
{
    /// <summary>Which stage.</summary>
    StageId Stage { get; }
}
