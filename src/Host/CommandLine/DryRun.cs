using LmmCl.Abstractions;
using LmmCl.Abstractions.Events;
using LmmCl.Host.Experiments;
using LmmCl.Host.Plugins;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Training;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary>What an experiment's first stage would train, by role, without training it.</summary>
internal static class DryRun
{
    /// <summary>What the method chooses in the first stage, by role, and how many numbers the model has.</summary>
    public static async Task<(IReadOnlyList<RoleCount> Roles, long Total)> SelectAsync(ExperimentPlan plan, PluginMethods methods, CancellationToken ct)
    {
        using var model = MultimodalModels.Load(plan.Spec.Model);
        var context = await PrepareAsync(plan, methods, model, ct);
        return (RoleCounts.Of(context.Trained), model.Model.Parameters.Sum(parameter => parameter.Value.numel()));
    }

    public static async Task WriteAsync(ExperimentPlan plan, PluginMethods methods, CancellationToken ct)
    {
        using var model = MultimodalModels.Load(plan.Spec.Model);
        var context = await PrepareAsync(plan, methods, model, ct);
        var total = model.Model.Parameters.Sum(parameter => parameter.Value.numel());
        var trained = RoleCounts.Of(context.Trained);
        var table = new Table().Border(TableBorder.Rounded).AddColumns("role", "tensors", "numbers", "share of the model");
        foreach (var role in trained)
        {
            table.AddRow($"{role.Role}", $"{role.Tensors}", $"{role.Numbers:N0}", $"{100.0 * role.Numbers / total:0.00} %");
        }

        var numbers = trained.Sum(role => role.Numbers);
        table.AddRow("[bold]all[/]", $"{trained.Sum(role => role.Tensors)}", $"{numbers:N0}", $"{100.0 * numbers / total:0.00} %");
        AnsiConsole.Write(table);
        foreach (var parameter in context.Trained)
        {
            Console.WriteLine($"  {parameter.Name} [{string.Join(", ", parameter.Value.shape)}]");
        }

        Console.WriteLine($"{plan.Spec.Label} would train {numbers:N0} of {total:N0} numbers in each of {plan.Skills.Count} stages: {string.Join(" -> ", plan.Skills.Select(skill => skill.Id))}.");
    }

    private static async Task<StageContext> PrepareAsync(ExperimentPlan plan, PluginMethods methods, LoadedModel model, CancellationToken ct)
    {
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
        await methods.Create(plan.Spec.Method).PrepareAsync(context, ct);
        return context;
    }
}
