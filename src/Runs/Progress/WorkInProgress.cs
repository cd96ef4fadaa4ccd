namespace LmmCl.Runs.Progress;

/// <summary>The progress of a piece of work.</summary>
/// <param name="Title">Title of the piece of work.</param>
/// <param name="Done">Parts that are complete.</param>
/// <param name="Total">Number of parts.</param>
/// <param name="Rate">Parts a second; null until one is complete.</param>
/// <param name="EtaSeconds">Seconds to the end at this rate; null until one part is complete.</param>
/// <param name="Detail">A further figure, such as the loss; empty if there is none.</param>
public sealed record WorkInProgress(string Title, int Done, int Total, double? Rate, double? EtaSeconds, string Detail);
