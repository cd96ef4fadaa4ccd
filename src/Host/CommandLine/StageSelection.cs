using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Training;

namespace LmmCl.Host.CommandLine;

/// <summary>What an experiment's method chooses to train in its first stage, found without training.</summary>
/// <param name="Parameters">Name and shape of each parameter, as one line.</param>
/// <param name="Roles">The same counted by role.</param>
/// <param name="Total">Numbers that the model has.</param>
internal sealed record StageSelection(IReadOnlyList<string> Parameters, IReadOnlyList<RoleCount> Roles, long Total)
{
    /// <summary>Numbers that would train.</summary>
    public long Numbers => Roles.Sum(role => role.Numbers);

    /// <summary>A number of numbers as percent of the model.</summary>
    public double Share(long numbers) => 100.0 * numbers / Total;

    /// <summary>Loads the model and lets the method choose.</summary>
    public static async Task<StageSelection> OfAsync(ExperimentPlan plan, PluginMethods methods, CancellationToken ct)
    {
        using var model = MultimodalModels.Load(plan.Spec.Model);
        var method = methods.Create(plan.Spec.Method);
        using var disposable = method as IDisposable;
        var work = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var context = new StageContext
        {
            Number = 1,
            Skill = plan.Skills[0].Id,
            Model = model.Model,
            Seed = plan.Spec.Seed,
            BoundSettings = plan.Settings,
            Teacher = model.Model,
            WorkFolder = work,
            StateFolder = work,
            Files = new SafetensorsFiles(),
        };
        await method.PrepareAsync(context, ct);
        return new StageSelection(
            [.. context.Trained.Select(parameter => $"{parameter.Name} [{string.Join(", ", parameter.Value.shape)}]")],
            RoleCounts.Of(context.Trained),
            model.Model.Parameters.Sum(parameter => parameter.Value.numel()));
    }
}
