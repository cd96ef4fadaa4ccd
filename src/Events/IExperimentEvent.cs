namespace LmmCl.Events;

/// <summary>
/// An event in an experiment: a small immutable record, named in the past tense. Every kind carries an <see cref="EventKindAttribute"/>.
/// Stored events are permanent, so a changed shape requires a new schema version and an upcaster.
/// </summary>
public interface IExperimentEvent;
