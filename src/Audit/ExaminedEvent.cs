using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore;

namespace LmmCl.Audit;

/// <summary>Findings in an event's own content, without any other event.</summary>
/// <param name="HasDerivedId">True if its id follows from its content.</param>
/// <param name="What">The event; null if this build cannot decode it.</param>
/// <param name="Problem">Why it cannot be decoded; null if it can.</param>
internal readonly record struct ExaminedEvent(bool HasDerivedId, IExperimentEvent? What, string? Problem)
{
    /// <summary>Examines an event.</summary>
    public static ExaminedEvent Of(StoredEvent stored)
    {
        try
        {
            return new(stored.HasDerivedId, stored.Decode(), null);
        }
        catch (UnknownEventTypeException unknown)
        {
            return new(stored.HasDerivedId, null, unknown.Message);
        }
    }
}
