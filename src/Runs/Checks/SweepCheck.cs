using LmmCl.Abstractions;
using LmmCl.Data.Checks;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Sweeps;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Checks;

/// <summary>
/// Checks all experiments of a sweep before the first runs. Data are checked once for all experiments that read the same, and a method once
/// for all its rates and seeds.
/// </summary>
/// <param name="check">Checks one experiment.</param>
public sealed class SweepCheck(ExperimentCheck check)
{
    /// <summary>Returns everything that is wrong with the experiments, and what the user should know.</summary>
    /// <param name="plans">The experiments.</param>
    /// <param name="progress">Shows the images that are opened.</param>
    /// <param name="ct">Stops the check of a method.</param>
    public async Task<IReadOnlyList<Finding>> FindAsync(
        IEnumerable<ExperimentPlan> plans, IWorkProgress? progress, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var data in plans.GroupBy(DataOf))
        {
            var whole = true;
            foreach (var plan in data.DistinctBy(MethodOf))
            {
                findings.AddRange(whole ? await check.FindAsync(plan, progress, ct) : await check.FindOfMethodAsync(plan, ct));
                whole = false;
            }
        }

        return [.. findings.Distinct()];
    }

    /// <summary>
    /// Refuses a new sweep if one of its experiments has an error. A sweep that has begun continues: an invalid one fails in its turn and
    /// does not block the others.
    /// </summary>
    /// <inheritdoc cref="RefuseAsync"/>
    public async Task RefuseNewAsync(string sweep, IReadOnlyList<ExperimentPlan> plans, IEventLog log, CancellationToken ct)
    {
        foreach (var plan in plans)
        {
            if ((await SweepState.OfAsync(plan, log, ct)).Begun)
            {
                return;
            }
        }

        await RefuseAsync(sweep, plans, null, ct);
    }

    /// <summary>Refuses a sweep if one of its experiments that have not begun has an error.</summary>
    /// <param name="sweep">Name of the sweep, for the message.</param>
    /// <param name="plans">The experiments.</param>
    /// <param name="log">The store with the experiments that have begun; null if none has.</param>
    /// <param name="ct">Stops the check of a method.</param>
    /// <exception cref="InputException">There are errors; all are printed if there is more than one.</exception>
    public async Task RefuseAsync(string sweep, IReadOnlyList<ExperimentPlan> plans, IEventLog? log, CancellationToken ct)
    {
        var waiting = new List<ExperimentPlan>();
        foreach (var plan in plans)
        {
            if (log is null || !(await SweepState.OfAsync(plan, log, ct)).Begun)
            {
                waiting.Add(plan);
            }
        }

        using var progress = ProgressLine.OnStandardError();
        ExperimentCheck.RefuseAll($"sweep '{sweep}'", await FindAsync(waiting, progress, ct));
    }

    /// <summary>Everything that the check of the data depends on. TinyWorld is drawn alike for every seed.</summary>
    private static (string, string, string, int?, object, ValidationOptions?, bool) DataOf(ExperimentPlan plan) => (
        plan.Spec.Model,
        Path.GetFileName(Path.GetDirectoryName(plan.World.File))!.StartsWith(SweepFile.TinyWorld + "-", StringComparison.Ordinal)
            ? SweepFile.TinyWorld
            : plan.World.File,
        string.Join(' ', plan.Skills.Select(skill => skill.Id)),
        plan.Spec.Training.MaxLength,
        plan.Spec.Training.Overlong,
        plan.Spec.Training.Validation,
        plan.Spec.AsPublished);

    private static (string, string, object) MethodOf(ExperimentPlan plan) => (
        plan.Spec.Method, plan.Spec.Settings.ToJsonString(), plan.Spec.Training with { LearningRate = 1, Seed = 0 });
}
