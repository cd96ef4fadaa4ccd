using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Evaluation;
using LmmCl.EventStore;
using LmmCl.Plugins;
using LmmCl.Reports.Formats;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Sweeps;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary>Prints what a sweep would run, without running it.</summary>
internal static class SweepDryRun
{
    private const int Wide = 200;

    public static async Task WriteAsync(IReadOnlyList<ExperimentPlan> plans, PluginMethods methods, IEventLog? log, CancellationToken ct)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("experiment", "method", "rate", "seed", "skills", "parameters trained", "state");
        var trained = new Dictionary<string, string>(StringComparer.Ordinal);
        var (complete, begun) = (0, 0);
        foreach (var plan in plans)
        {
            if (!trained.TryGetValue(plan.Spec.Label, out var numbers))
            {
                trained[plan.Spec.Label] = numbers = Numbers(await StageSelection.OfAsync(plan, methods, ct));
            }

            var state = log is null ? SweepState.NotBegun : await SweepState.OfAsync(plan, log, ct);
            complete += state.Complete ? 1 : 0;
            begun += state is { Begun: true, Complete: false } ? 1 : 0;
            table.AddRow(
                Markup.Escape(plan.Spec.Experiment),
                Markup.Escape(plan.Spec.Label),
                plan.Spec.Training.LearningRate.ToString("0.############", CultureInfo.InvariantCulture),
                plan.Spec.Seed.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(string.Join(" → ", plan.Skills.Select(skill => skill.Id))),
                numbers,
                state.Say(plan.Stages.Count));
        }

        AnsiConsole.Console.AtLeast(Wide).Write(table);
        Console.WriteLine($"{plans.Count} experiments: {complete} complete, {begun} begun, {plans.Count - complete - begun} to run.");
    }

    private static string Numbers(StageSelection selection) =>
        $"{Figures.Count(selection.Numbers)} ({Figures.Percent(selection.Share(selection.Numbers))} %)";
}
