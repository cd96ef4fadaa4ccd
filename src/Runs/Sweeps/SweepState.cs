using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Sweeps;

/// <summary>The progress of an experiment in a sweep.</summary>
/// <param name="Begun">True if it has events.</param>
/// <param name="Complete">True if nothing is left to run.</param>
/// <param name="StagesDone">Number of complete stages, including the base model's.</param>
internal sealed record SweepState(bool Begun, bool Complete, int StagesDone)
{
    /// <summary>The state of an experiment without events.</summary>
    public static SweepState NotBegun { get; } = new(false, false, 0);

    /// <summary>Reads an experiment's events.</summary>
    /// <exception cref="InputException">It was started with another specification.</exception>
    public static async Task<SweepState> OfAsync(ExperimentPlan plan, IEventLog log, CancellationToken ct)
    {
        var progress = (await ExperimentJournal.OpenAsync(log, plan.Spec.Experiment, ct)).Progress;
        if (progress.Begun is { } begun)
        {
            plan.RefuseOtherSpec(begun);
        }

        return new SweepState(progress.Begun is not null, progress.Completed, plan.Stages.Count(stage => progress[stage].Completed));
    }

    /// <summary>A one-line description.</summary>
    public string Say(int stages) => Complete ? "complete" : Begun ? $"begun, {StagesDone} of {stages} stages" : "to run";
}
