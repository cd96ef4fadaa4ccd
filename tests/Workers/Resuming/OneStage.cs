namespace LmmCl.Workers.Tests.Resuming;

/// <summary>An experiment of one stage of forty steps, and how it ends when nothing stops it.</summary>
public sealed class OneStage : IAsyncLifetime
{
    public const int Steps = 40;
    public const int Questions = SmallWorld.TestItems;

    private static readonly string[] lines =
    [
        "skills: [pathvqa]",
        "training: { learning_rate: 0.001, effective_batch: 4, micro_batch: 4, epochs: 10, save_every: 3 }",
    ];

    private readonly SmallWorld world = new();

    internal Outcome Unstopped { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        using var place = Place();
        await place.RunAsync(Write(place));
        Unstopped = await Outcome.OfAsync(place);
    }

    public Task DisposeAsync()
    {
        world.Dispose();
        return Task.CompletedTask;
    }

    internal Workplace Place() => new(world);

    internal static string Write(Workplace place, string name = "small") => place.Experiment(name, lines);
}
