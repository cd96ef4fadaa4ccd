using System.Text.Json.Serialization;

namespace LmmCl.Events;

/// <summary>Peak memory of one piece of a stage's work.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Work"><c>train</c>, <c>evaluate</c> or <c>probe</c>.</param>
/// <param name="PeakMemoryBytes">Peak resident memory of the process, including its own code.</param>
/// <param name="PeakDeviceBytes">Peak device memory; null if the work ran on the CPU or the driver does not report it.</param>
[EventKind("resources-measured", 1)]
public sealed record ResourcesMeasured(StageId Stage, string Work, long PeakMemoryBytes, long? PeakDeviceBytes) : IStageEvent
{
    /// <summary>Device: <c>cpu</c>, <c>cuda:0</c> and so on; null in records that predate device selection.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }
}
