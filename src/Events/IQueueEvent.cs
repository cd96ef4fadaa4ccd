namespace LmmCl.Events;

/// <summary>An event in a queue of experiments, which has a stream of its own.</summary>
public interface IQueueEvent : IExperimentEvent
{
    /// <summary>Position in the queue's stream, counted from 1. It tells apart events that are otherwise equal.</summary>
    long Number { get; }

    /// <summary>Name of the experiment.</summary>
    string Experiment { get; }
}
