namespace LmmCl.Workers.Tests.Resuming;

/// <summary>An experiment of one stage of forty steps, and how it ends when nothing stops it.</summary>
public class OneStage : IAsyncLifetime
{
    public const int Steps = 40;
    public const int Questions = SmallWorld.TestItems;
    protected const int StepsPerEpoch = 4;

    private readonly int steps;
    private readonly SmallWorld world = new();
    private Workplace? whole;

    public OneStage()
        : this(Steps)
    {
    }

    protected OneStage(int steps) => this.steps = steps;

    internal Outcome Unstopped { get; private set; } = null!;

    /// <summary>Run folder of the experiment that nothing stopped.</summary>
    internal string Finished => Path.Combine(whole!.Runs, "small");

    public async Task InitializeAsync()
    {
        whole = Place();
        await whole.RunAsync(Write(whole, "small", steps));
        Unstopped = await Outcome.OfAsync(whole);
    }

    public Task DisposeAsync()
    {
        whole?.Dispose();
        world.Dispose();
        return Task.CompletedTask;
    }

    internal Workplace Place() => new(world);

    internal static string Write(Workplace place, string name = "small", int steps = Steps) => place.Experiment(
        name,
        "skills: [pathvqa]",
        $"training: {{ learning_rate: 0.001, effective_batch: 4, micro_batch: 4, epochs: {steps / StepsPerEpoch}, save_every: 3 }}");
}
