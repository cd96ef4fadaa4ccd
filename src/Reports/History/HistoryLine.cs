using LmmCl.EventStore.Projections;

namespace LmmCl.Reports.History;

/// <summary>One line of a history.</summary>
/// <param name="Stream">Of which experiment.</param>
/// <param name="Entry">When and what.</param>
internal sealed record HistoryLine(string Stream, TimelineEntry Entry);
