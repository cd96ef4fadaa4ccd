using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Workers.Tests.Spool;

/// <summary>A run folder of its own, with a spool in it.</summary>
internal sealed class SpoolFolder : IDisposable
{
    /// <summary>Events unlike each other, at times unlike each other.</summary>
    public static IReadOnlyList<NewEvent> Events { get; } =
    [
        Happened(0, new MethodMeasured(new StageId(1), "größe\n", "calls", new Dictionary<string, double> { ["calls"] = 3 })),
        Happened(1, new TrainingProgressed(
            new StageId(1), 9, [new(1, double.NaN, 1e-3, double.PositiveInfinity, 64, 0.1), new(2, 0.5, 1e-5 / 3, 1, 64, 0.2)])),
        Happened(2, new StateSaved(new StageId(1), 2, "work/stage-1/state/step-00000002", ContentHash.Of("state"))),
        Happened(3, new MethodMeasured(new StageId(1), "\"so\"", "calls", new Dictionary<string, double> { ["calls"] = 2 })),
    ];

    public RunFolder Run { get; } = new(Directory.CreateTempSubdirectory("lmmcl-spool-").FullName);

    public byte[] Bytes
    {
        get => File.ReadAllBytes(Run.Spool);
        set
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Run.Spool)!);
            File.WriteAllBytes(Run.Spool, value);
        }
    }

    public void Write(params IReadOnlyList<NewEvent> events)
    {
        using var writer = new SpoolWriter(Run.Spool);
        writer.Append(events);
    }

    public IReadOnlyList<NewEvent> Read() => new SpoolReader(Run.Spool).ReadNew();

    public void Dispose() => Directory.Delete(Run.Root, recursive: true);

    private static NewEvent Happened(int second, IExperimentEvent what) =>
        new(what, new DateTimeOffset(2026, 1, 2, 3, 4, second, 5, 6, TimeSpan.Zero));
}
