using LmmCl.EventStore.Projections;

namespace LmmCl.Reports.History;

/// <summary>One line of a history.</summary>
/// <param name="Stream">Stream of the experiment.</param>
/// <param name="Entry">Time and event.</param>
internal sealed record HistoryLine(string Stream, TimelineEntry Entry);
