using System.Text.Json.Serialization;

namespace LmmCl.Events;

/// <summary>What one piece of a stage's work took.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="Work"><c>train</c>, <c>evaluate</c> or <c>probe</c>.</param>
/// <param name="PeakMemoryBytes">Most main memory that the process held at once, its own code included.</param>
/// <param name="PeakDeviceBytes">Most device memory; null where the work ran on the CPU or the driver does not tell.</param>
[EventKind("resources-measured", 1)]
public sealed record ResourcesMeasured(StageId Stage, string Work, long PeakMemoryBytes, long? PeakDeviceBytes) : IStageEvent
{
    /// <summary>Where it was done: <c>cpu</c>, <c>cuda:0</c> and so on; null in records that are older than the choice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }
}
