using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary>Prints what an experiment would train, without training it.</summary>
internal static class DryRun
{
    public static async Task WriteAsync(ExperimentPlan plan, PluginMethods methods, CancellationToken ct)
    {
        var selection = await StageSelection.OfAsync(plan, methods, ct);
        string Share(long numbers) => $"{selection.Share(numbers):0.00} %";
        var table = new Table().Border(TableBorder.Rounded).AddColumns("role", "tensors", "numbers", "share of the model");
        foreach (var role in selection.Roles)
        {
            table.AddRow($"{role.Role}", $"{role.Tensors}", $"{role.Numbers:N0}", Share(role.Numbers));
        }

        table.AddRow("[bold]all[/]", $"{selection.Parameters.Count}", $"{selection.Numbers:N0}", Share(selection.Numbers));
        AnsiConsole.Write(table);
        foreach (var parameter in selection.Parameters)
        {
            Console.WriteLine($"  {parameter}");
        }

        var skills = string.Join(" -> ", plan.Skills.Select(skill => skill.Id));
        Console.WriteLine(
            $"{plan.Spec.Label} would train {selection.Numbers:N0} of {selection.Total:N0} numbers "
            + $"in each of {plan.Skills.Count} stages: {skills}.");
    }
}
