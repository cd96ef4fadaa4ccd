namespace LmmCl.Runs.Queueing;

/// <summary>The queue of this service.</summary>
public interface IQueue
{
    /// <summary>The current state; empty until the service has read it.</summary>
    QueueState State { get; }
}
