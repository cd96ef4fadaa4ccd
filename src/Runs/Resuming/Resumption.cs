using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Resuming;

/// <summary>The decision on resuming an experiment.</summary>
/// <param name="Journal">Its recorded events.</param>
/// <param name="Plan">The plan to resume with; null if it is complete or cannot be resumed.</param>
/// <param name="Obstacle">The reason why it cannot be resumed.</param>
internal sealed record Resumption(ExperimentJournal Journal, ExperimentPlan? Plan, InputException? Obstacle)
{
    /// <summary>Name of the experiment.</summary>
    public string Experiment => Journal.Experiment;

    /// <summary>A one-line description.</summary>
    public string Say() =>
        Obstacle is not null ? $"{Experiment}: cannot be resumed. {Obstacle.Message}"
        : Plan is null ? $"{Experiment}: is complete. See it with: lmmcl report {Experiment}"
        : $"{Experiment}: resumes {Place(Plan)}";

    private string Place(ExperimentPlan plan)
    {
        var progress = Journal.Progress;
        var unfinished = plan.Stages.Where(stage => !progress[stage].Completed).Take(1).ToList();
        if (unfinished is not [var next])
        {
            return "and ends: every stage is complete";
        }

        var (done, stage) = (progress[next], Named(plan, next));
        if (!done.Started)
        {
            return $"with {stage}";
        }

        if (next != StageId.Base && done.Checkpoint is null)
        {
            return $"with the training of {stage}, {From(plan, done)}";
        }

        var scored = plan.Benchmarks.Count(benchmark => done.HasScore(benchmark.Id));
        return $"with the evaluation of {stage}, {scored} of {plan.Benchmarks.Count} benchmarks are scored";
    }

    /// <summary>
    /// The step to resume from. Events that a worker reported after its host exited are read when the run starts, and may hold a later
    /// state.
    /// </summary>
    private static string From(ExperimentPlan plan, StageProgress done) =>
        File.Exists(plan.Folder.Spool) ? "from what its worker saved last"
        : done.SavedStep > 0 ? $"after step {done.SavedStep}"
        : "from its first step";

    private static string Named(ExperimentPlan plan, StageId stage) =>
        stage == StageId.Base ? $"stage {stage} (the base model)" : $"stage {stage} ({plan.Skills[stage.Number - 1].Id})";
}
