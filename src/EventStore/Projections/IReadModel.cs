namespace LmmCl.EventStore.Projections;

/// <summary>
/// A projection of events: an immutable value that starts empty and applies one event after another. It has no other input, so folding a
/// history again gives the same value as following it.
/// </summary>
public interface IReadModel<TSelf>
    where TSelf : IReadModel<TSelf>
{
    /// <summary>The state before any event.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>False for event kinds that never change the state, which need not be read.</summary>
    static virtual bool Concerns(Type kind) => true;

    /// <summary>The state after one more event. Events that do not concern the model leave it unchanged.</summary>
    TSelf Apply(RecordedEvent recorded);
}
