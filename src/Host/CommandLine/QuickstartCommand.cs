using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Host.Quickstart;
using LmmCl.Plugins;
using LmmCl.Reports;
using LmmCl.Runs.Experiments;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl quickstart</c>: teaches five skills with several recipes and compares them.</summary>
internal static class QuickstartCommand
{
    private static readonly string[] recipes = ["llm", "sa_proj", "mlp_gate_up"];

    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Seed of the world and of training.", DefaultValueFactory = _ => 42 };
        var rate = new Option<double>("--rate")
        {
            Description = "Learning rate, the same for all recipes.",
            DefaultValueFactory = _ => QuickstartFiles.LearningRate,
        };
        var chosen = new Option<string[]>("--recipes")
        {
            Description = "Recipes to compare.",
            DefaultValueFactory = _ => recipes,
            AllowMultipleArgumentsPerToken = true,
        };
        var (runs, store) = HostSettings.CommandLine();
        var plugins = HostSettings.PluginsOption();
        var timeout = PluginTimeoutOption.Create();
        var artifacts = ArtifactsOption.Create();
        var slots = SlotsOption.Create();
        var command = new Command("quickstart", "Teach the tiny model five skills with three recipes, and compare what they forget.")
        {
            seed, rate, chosen, slots, runs, store, artifacts, plugins, timeout,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = HostSettings.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout)) with
            {
                Slots = SlotsOption.Parse(parsed.GetValue(slots)),
                Artifacts = ArtifactsOption.Parse(parsed.GetValue(artifacts), parsed.GetValue(runs)!),
            };
            return await RunAsync(options, parsed.GetValue(seed), parsed.GetValue(rate), parsed.GetValue(chosen)!, ct);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        HostSettings options, int seed, double rate, IReadOnlyList<string> recipes, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var folder = Path.Combine(options.Runs, "quickstart");
        Directory.CreateDirectory(folder);
        var files = new QuickstartFiles(folder, seed);
        await Console.Error.WriteLineAsync($"Drawing the world into {Path.GetDirectoryName(files.World())}");

        await using var services = HostServices.Create(options);
        var mediator = services.GetRequiredService<IMediator>();
        var (catalogue, methods) = (services.GetRequiredService<PluginCatalogue>(), services.GetRequiredService<PluginMethods>());
        var plans = recipes
            .Select(recipe => ExperimentFile.Read(files.Experiment(recipe, rate)))
            .Select(spec => ExperimentPlan.Create(spec, options.Runs, catalogue, methods))
            .ToList();
        var failed = await mediator.Send(new RunSweep("quickstart", plans), ct);
        if (failed.Count > 0)
        {
            return CompareCommand.ReportFailures(failed, options.Runs);
        }

        var names = plans.Select(plan => plan.Spec.Experiment).ToList();
        var form = new ComparisonForm(ReportFormat.Table, Path.Combine(folder, "comparison.html"));
        await CompareCommand.WriteAsync(mediator, names, form, ct);
        Console.WriteLine($"More: ./lmmcl report {names[0]}    ./lmmcl history {names[0]}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Done in {clock.Elapsed.TotalMinutes:0.0} min."));
        return 0;
    }
}
