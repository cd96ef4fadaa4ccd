using LmmCl.Events;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Reruns;

/// <summary>
/// Under what an experiment ran: where all of it is the same, the same stage ends in the same bits. How much memory and how many cores
/// there are decides nothing, the number of threads does.
/// </summary>
internal static class Conditions
{
    private static readonly string[] decisive = ["architecture", "runtime", "libtorch", "threads"];

    /// <summary>What is another here than it was recorded, in words; empty where nothing is.</summary>
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
            .Concat(Device(recorded.GetValueOrDefault(HostEnvironment.Device) ?? "cpu", here[HostEnvironment.Device]));

    /// <summary>Which of several devices of a kind it was decides nothing. What is older than the choice ran on the CPU.</summary>
    private static IEnumerable<string> Device(string recorded, string here) =>
        recorded.Split(':')[0] == here.Split(':')[0] ? [] : [Say(HostEnvironment.Device, recorded, here)];

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
