namespace LmmCl.Events;

/// <summary>
/// Something that happened in an experiment: a small immutable record, named in the past tense. Every kind carries an
/// <see cref="EventKindAttribute"/>; what it says is stored for ever, so a changed shape is a new schema version with an upcaster.
/// </summary>
public interface IExperimentEvent;
