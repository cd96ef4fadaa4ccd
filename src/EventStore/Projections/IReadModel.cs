namespace LmmCl.EventStore.Projections;

/// <summary>
/// What can be known from events alone: an immutable value that begins empty and takes in one event after another. Nothing else goes in, so
/// folding a history anew gives what following it gave.
/// </summary>
public interface IReadModel<TSelf>
    where TSelf : IReadModel<TSelf>
{
    /// <summary>What is known before anything has happened.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>False for kinds of events that never change it: they need not even be read.</summary>
    static virtual bool Concerns(Type kind) => true;

    /// <summary>What is known after one more event. Events that do not concern it change nothing.</summary>
    TSelf Apply(RecordedEvent recorded);
}
