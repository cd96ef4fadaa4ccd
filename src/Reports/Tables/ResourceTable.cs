using LmmCl.Evaluation;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tables;

/// <summary>Peak memory use of each stage.</summary>
internal static class ResourceTable
{
    internal static ReportTable Of(ReportData data) => new(
        "Peak memory",
        [new("work", IsText: true), .. data.Stages.Select(stage => new ReportColumn(data.StageLabel(stage)))],
        [
            .. data.Resources.Work.Select(work => new ReportRow(
                [work.Key, .. data.Stages.Select(stage => new ReportCell(Say(work.Value.GetValueOrDefault(stage))))])),
        ],
        ["Of the process that does the work, its own code and the model included; device memory beside it where there is a device."]);

    /// <summary>Peak memory of training over all stages.</summary>
    internal static string Training(ReportData data) =>
        data.Resources.PeakMemory(ResourceUse.Training) is { } memory
            ? Say(memory, data.Resources.PeakDevice(ResourceUse.Training))
            : Figures.Missing;

    private static string Say(ResourcesMeasured? peak) =>
        peak is null ? Figures.Missing : Say(peak.PeakMemoryBytes, peak.PeakDeviceBytes);

    private static string Say(long memory, long? device) =>
        device is { } bytes ? $"{Figures.Size(memory)} + {Figures.Size(bytes)} device" : Figures.Size(memory);
}
