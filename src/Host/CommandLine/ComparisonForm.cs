using LmmCl.EventStore.Projections;
using LmmCl.Reports;

namespace LmmCl.Host.CommandLine;

/// <summary>Options for showing a comparison.</summary>
/// <param name="Format">Format of the tables.</param>
/// <param name="Page">File for an HTML page; null for none.</param>
/// <param name="Matched">True to compare at equal learning rather than experiment by experiment.</param>
/// <param name="Levels">Levels of learning; null chooses some.</param>
/// <param name="AsOf">Point in time to compare at.</param>
internal sealed record ComparisonForm(
    ReportFormat Format, string? Page, bool Matched = false, IReadOnlyList<double>? Levels = null, AsOf AsOf = default);
