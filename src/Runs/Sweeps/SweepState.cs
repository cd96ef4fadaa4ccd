using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Sweeps;

/// <summary>How far an experiment of a sweep has come.</summary>
/// <param name="Begun">It has events.</param>
/// <param name="Complete">Nothing of it is missing.</param>
/// <param name="StagesDone">Stages that are complete, the base model's included.</param>
internal sealed record SweepState(bool Begun, bool Complete, int StagesDone)
{
    /// <summary>No store has events of it.</summary>
    public static SweepState NotBegun { get; } = new(false, false, 0);

    /// <summary>Reads an experiment's events.</summary>
    /// <exception cref="InputException">It began with another specification.</exception>
    public static async Task<SweepState> OfAsync(ExperimentPlan plan, IEventLog log, CancellationToken ct)
    {
        var progress = (await ExperimentJournal.OpenAsync(log, plan.Spec.Experiment, ct)).Progress;
        if (progress.Begun is { } begun)
        {
            plan.RefuseOtherSpec(begun);
        }

        return new SweepState(progress.Begun is not null, progress.Completed, plan.Stages.Count(stage => progress[stage].Completed));
    }

    /// <summary>In words.</summary>
    public string Say(int stages) => Complete ? "complete" : Begun ? $"begun, {StagesDone} of {stages} stages" : "to run";
}
