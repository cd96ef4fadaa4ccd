using System.Diagnostics;
using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Training;

namespace LmmCl.Host.Commands;

/// <summary>Gives each stage a trace of its own. That of the command around it, which may last for days, is linked.</summary>
internal static class StageTrace
{
    public static async Task RunAsync(ExperimentPlan plan, StageId stage, Func<Task> work)
    {
        var around = Activity.Current;
        Activity.Current = null;
        using var span = StageSpans.Source.StartActivity(
            StageSpans.Stage,
            ActivityKind.Internal,
            parentContext: default,
            [
                new("lmmcl.experiment", plan.Spec.Experiment),
                new("lmmcl.stage", stage.Number),
                new("lmmcl.skill", stage == StageId.Base ? null : plan.Skills[stage.Number - 1].Id),
            ],
            around is null ? null : [new ActivityLink(around.Context)]);
        try
        {
            await work();
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.Message);
            throw;
        }
    }
}
