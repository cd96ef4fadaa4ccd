using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Hardware;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Training;

namespace LmmCl.Host.CommandLine;

/// <summary>The parameters that an experiment's method selects in its first stage, determined without training.</summary>
/// <param name="Parameters">Name and shape of each parameter, as one line.</param>
/// <param name="Roles">Counts by role.</param>
/// <param name="Total">Number of parameters in the model.</param>
internal sealed record StageSelection(IReadOnlyList<string> Parameters, IReadOnlyList<RoleCount> Roles, long Total)
{
    /// <summary>Number of trainable parameters.</summary>
    public long Numbers => Roles.Sum(role => role.Numbers);

    /// <summary>A number of parameters as a percentage of the model.</summary>
    public double Share(long numbers) => 100.0 * numbers / Total;

    /// <summary>Loads the model and lets the method select.</summary>
    public static async Task<StageSelection> OfAsync(ExperimentPlan plan, PluginMethods methods, CancellationToken ct)
    {
        using var model = MultimodalModels.Load(plan.Spec.Model);
        using var stage = await FirstStage.PrepareAsync(plan.Spec, plan.Settings, plan.Skills[0].Id, model.Model, methods, ct);
        return new StageSelection(
            [.. stage.Trained.Select(parameter => $"{parameter.Name} [{string.Join(", ", parameter.Value.shape)}]")],
            RoleCounts.Of(stage.Trained),
            model.Model.Parameters.Sum(parameter => parameter.Value.numel()));
    }
}
