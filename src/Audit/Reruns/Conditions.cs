using LmmCl.Events;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Reruns;

/// <summary>
/// The conditions that an experiment ran under: if all are the same, a stage gives bitwise equal results. The amount of memory and the
/// number of cores have no influence; the number of threads does.
/// </summary>
internal static class Conditions
{
    private static readonly string[] decisive = ["architecture", "runtime", "libtorch", "threads"];

    /// <summary>The differences between the recorded conditions and those here; empty if there are none.</summary>
    public static IReadOnlyList<string> FindDifferences(ExperimentStarted recorded, Placement placement) =>
    [
        .. Hardware(recorded.Hardware, HostEnvironment.Hardware()),
        .. Environment(recorded.Environment, HostEnvironment.Describe(placement)),
        .. Packages(recorded.Packages, HostEnvironment.Packages()),
    ];

    private static IEnumerable<string> Hardware(HardwareFound recorded, HardwareFound here)
    {
        if (recorded.Processor != here.Processor)
        {
            yield return Say("processor", recorded.Processor, here.Processor);
        }

        if (!recorded.Accelerators.SequenceEqual(here.Accelerators))
        {
            yield return Say("accelerators", List(recorded.Accelerators), List(here.Accelerators));
        }
    }

    private static IEnumerable<string> Environment(
        IReadOnlyDictionary<string, string> recorded, IReadOnlyDictionary<string, string> here) =>
        decisive.Where(name => recorded.GetValueOrDefault(name) != here.GetValueOrDefault(name))
            .Select(name => Say(name, recorded.GetValueOrDefault(name) ?? "nothing", here.GetValueOrDefault(name) ?? "nothing"))
            .Concat(Device(recorded.GetValueOrDefault(HostEnvironment.Device) ?? "cpu", here[HostEnvironment.Device]))
            .Concat(Images(recorded.GetValueOrDefault(HostEnvironment.ImageBackend) ?? "pillow", here[HostEnvironment.ImageBackend]));

    /// <summary>
    /// Compares kinds of device only; which of several devices of a kind was used has no influence. Records from before the option existed
    /// ran on the CPU.
    /// </summary>
    private static IEnumerable<string> Device(string recorded, string here) =>
        recorded.Split(':')[0] == here.Split(':')[0] ? [] : [Say(HostEnvironment.Device, recorded, here)];

    /// <summary>Records from before the backend was named used Pillow's arithmetic.</summary>
    private static IEnumerable<string> Images(string recorded, string here) =>
        recorded == here ? [] : [Say(HostEnvironment.ImageBackend, recorded, here)];

    private static IEnumerable<string> Packages(IReadOnlyList<HashedPart> recorded, IReadOnlyList<HashedPart> here)
    {
        var mine = here.ToDictionary(part => part.Id);
        var others = recorded.Where(part => mine.GetValueOrDefault(part.Id)?.Files != part.Files).Select(part => part.Id)
            .Concat(here.Select(part => part.Id).Except(recorded.Select(part => part.Id)))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (others.Count > 0)
        {
            var some = List([.. others.Take(4)]) + (others.Count > 4 ? ", ..." : "");
            yield return $"{others.Count} packages are other than recorded: {some}";
        }
    }

    private static string Say(string what, string recorded, string here) => $"{what}: {recorded} was recorded, here it is {here}";

    private static string List(IReadOnlyList<string> items) => items.Count == 0 ? "none" : string.Join(", ", items);
}
