using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Hardware;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl export</c>: exports a stage's model for other programs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("experiment") { Description = "The experiment's YAML file." };
        var stage = new Option<int?>("--stage") { Description = "Which stage; 0 is the base model. By default the last." };
        var folder = new Option<string>("--hf")
        {
            Description = "The folder to write in the Hugging Face layout; must not exist.",
            Required = true,
        };
        var (runs, store) = HostSettings.CommandLine();
        var plugins = HostSettings.PluginsOption();
        var placement = new PlacementOptions();
        placement.Dtype.Description = "The type to write: float32 or bfloat16. By default the experiment's own.";
        var command = new Command("export", "Write a stage's model as a full Hugging Face checkpoint.")
        {
            file, stage, folder, placement.Device, placement.Dtype, runs, store, plugins,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins));
            var spec = ExperimentFile.Read(parsed.GetValue(file)!);
            spec = spec with { Device = placement.DeviceOr(spec.Device, parsed) };
            Placement.Of(spec.Device, spec.Dtype);
            await using var services = HostServices.OpenExisting(options);
            var journal = await ExperimentJournal.OpenAsync(services.GetRequiredService<IEventLog>(), spec.Experiment, ct);

            // 'run --dtype' may have overridden the type in the file.
            spec = journal.Progress.Begun is { } begun ? spec with { Dtype = ExperimentIdentity.DtypeOf(begun.SpecJson) } : spec;
            var plan = ExperimentPlan.Create(
                spec,
                options.Runs,
                services.GetRequiredService<PluginCatalogue>(),
                services.GetRequiredService<PluginMethods>());
            var chosen = Stage(parsed.GetValue(stage) ?? plan.Skills.Count, plan);
            var target = parsed.GetValue(folder)!;
            var exported = await services.GetRequiredService<IMediator>().Send(
                new ExportModel(plan, chosen, target, placement.DtypeOr(spec.Dtype, parsed)), ct);
            Console.WriteLine($"Stage {chosen} of {plan.Spec.Experiment}: {exported.Tensors} tensors in {Path.GetFullPath(target)}");
            if (exported.MethodState is { } state)
            {
                Console.WriteLine($"{plan.Spec.Method} may add to these weights when the model answers; what it adds is in {state}.");
            }

            return 0;
        });
        return command;
    }

    private static StageId Stage(int number, ExperimentPlan plan) => number >= 0 && number <= plan.Skills.Count
        ? new StageId(number)
        : throw new InputException(
            $"--stage {number}", "there is no such stage.", $"Stages are 0 (the base model) to {plan.Skills.Count}.");
}
