namespace LmmCl.Events;

/// <summary>An event in the stream of a sweep's cluster jobs.</summary>
public interface IJobEvent : IExperimentEvent
{
    /// <summary>Position in the stream, counted from 1. It tells apart events that are otherwise equal.</summary>
    long Number { get; }
}
