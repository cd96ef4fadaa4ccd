using LmmCl.Events;

namespace LmmCl.Reports.Frames;

/// <summary>A training point with the sequence number of its event.</summary>
internal readonly record struct CurvePoint(long Sequence, TrainingPoint Point);
