using LmmCl.EventStore.Projections;
using LmmCl.Reports;

namespace LmmCl.Host.CommandLine;

/// <summary>How a comparison is to be shown.</summary>
/// <param name="Format">The form of its tables.</param>
/// <param name="Page">File of a page to write too; null for none.</param>
/// <param name="Matched">At equal learning rather than experiment by experiment.</param>
/// <param name="Levels">Levels of learning; null chooses some.</param>
/// <param name="AsOf">As of which moment.</param>
internal sealed record ComparisonForm(
    ReportFormat Format, string? Page, bool Matched = false, IReadOnlyList<double>? Levels = null, AsOf AsOf = default);
