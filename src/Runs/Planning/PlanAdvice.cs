using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Planning;

/// <summary>
/// Suggests changes to an experiment that does not fit its device: those that keep its results first, in the order of their cost.
/// </summary>
internal static class PlanAdvice
{
    /// <summary>Returns the fewest leading changes after which it fits, or all that help if it never does.</summary>
    /// <param name="plan">The plan as it is.</param>
    /// <param name="spec">The experiment.</param>
    /// <param name="replan">Plans a changed experiment.</param>
    public static async Task<IReadOnlyList<PlanChange>> OfAsync(
        ResourcePlan plan, ExperimentSpec spec, Func<ExperimentSpec, Task<ResourcePlan>> replan)
    {
        var changes = new List<PlanChange>();
        foreach (var (text, changed) in Candidates(spec))
        {
            var next = changed(spec);
            var planned = next == spec ? plan : await replan(next);
            if (planned.Peak < plan.Peak)
            {
                changes.Add(new PlanChange(text, planned.Peak));
                (spec, plan) = (next, planned);
            }

            if (plan.Fits == true)
            {
                break;
            }
        }

        return changes;
    }

    private static IEnumerable<(string Text, Func<ExperimentSpec, ExperimentSpec> Changed)> Candidates(ExperimentSpec spec)
    {
        for (var size = spec.Evaluation.BatchSize / 2; size >= 1; size /= 2)
        {
            var smaller = size;
            yield return (
                $"evaluation: {{ batch_size: {size} }}",
                now => now with { Evaluation = now.Evaluation with { BatchSize = smaller } });
        }

        for (var size = spec.Training.MicroBatch / 2; size >= 1; size /= 2)
        {
            var smaller = size;
            yield return (
                $"training: {{ micro_batch: {size} }}",
                now => now with { Training = now.Training with { MicroBatch = smaller } });
        }

        yield return (
            "training: { activation_checkpointing: true }",
            now => now with { Training = now.Training with { ActivationCheckpointing = true } });
        yield return ("dtype: bfloat16 (other results)", now => now with { Dtype = Precision.Bfloat16 });
    }
}
