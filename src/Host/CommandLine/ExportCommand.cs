using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Modeling;
using LmmCl.Modeling.Hardware;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Sweeps;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl export</c>: exports a stage's model for other programs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("experiment") { Description = "The experiment's YAML file; for --checkpoint its name will do." };
        var stage = new Option<int?>("--stage") { Description = "Which stage; 0 is the base model. By default the last." };
        var folder = new Option<string?>("--hf") { Description = "The folder to write in the Hugging Face layout; must not exist." };
        var adapter = new Option<string?>("--adapter")
        {
            Description = "Instead: the folder to write the stage's adapter alone, as PEFT does; must not exist.",
        };
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = $"Instead: the folder to write the stage's checkpoint as it was, from {ArtifactsOption.Name}; must not exist.",
        };
        var artifacts = ArtifactsOption.Create();
        artifacts.Description = "The folder that checkpoints were copied to.";
        var (runs, store) = HostSettings.CommandLine();
        var plugins = HostSettings.PluginsOption();
        var placement = new PlacementOptions();
        placement.Dtype.Description =
            "The type to write: float32 or bfloat16. By default bfloat16 if the experiment or the base model's files are.";
        var command = new Command("export", "Write a stage's model as a full Hugging Face checkpoint.")
        {
            file, stage, folder, adapter, checkpoint, placement.Device, placement.Dtype, runs, store, artifacts, plugins,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins));
            if (new[] { folder, adapter, checkpoint }.Count(target => parsed.GetValue(target) is not null) != 1)
            {
                throw new InputException(
                    "lmmcl export",
                    "one of --hf, --adapter and --checkpoint says what to write and where.",
                    "Name a folder that does not exist.");
            }

            var named = parsed.GetValue(file)!;
            if (parsed.GetValue(checkpoint) is { } copy)
            {
                var experiment = SweepFile.IsFileName(named) ? ExperimentFile.Read(named).Experiment : named;
                var source = ArtifactsOption.Parse(parsed.GetValue(artifacts), options.Runs);
                return await WriteCheckpointAsync(experiment, parsed.GetValue(stage), copy, source, options, ct);
            }

            var spec = ExperimentFile.Read(named);
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
            var mediator = services.GetRequiredService<IMediator>();
            if (parsed.GetValue(adapter) is { } alone)
            {
                var tensors = await mediator.Send(new ExportAdapter(plan, chosen, alone), ct);
                Console.WriteLine($"Adapter of stage {chosen} of {plan.Spec.Experiment}: {tensors} tensors in {Path.GetFullPath(alone)}");
                if (chosen.Number > 1 && MethodSettings.ToJson(plan.Settings)["between_stages"]?.GetValue<string>() == "merge")
                {
                    Console.WriteLine(
                        $"It belongs to the model after stage {chosen.Number - 1}, with the adapters before it merged: see --hf.");
                }

                return 0;
            }

            var target = parsed.GetValue(folder)!;
            var dtype = spec.Dtype == Precision.Float32 ? MultimodalModels.StoredPrecision(plan.Spec.Model) : spec.Dtype;
            var exported = await mediator.Send(
                new ExportModel(plan, chosen, target, placement.DtypeOr(dtype, parsed)), ct);
            Console.WriteLine($"Stage {chosen} of {plan.Spec.Experiment}: {exported.Tensors} tensors in {Path.GetFullPath(target)}");
            if (exported.MethodState is { } state)
            {
                Console.WriteLine($"{plan.Spec.Method} may add to these weights when the model answers; what it adds is in {state}.");
            }

            return 0;
        });
        return command;
    }

    private static async Task<int> WriteCheckpointAsync(
        string experiment, int? stage, string target, string? artifacts, HostSettings options, CancellationToken ct)
    {
        await using var services = HostServices.OpenForReading(options);
        var written = await services.GetRequiredService<IMediator>().Send(
            new ExportCheckpoint(
                experiment,
                stage,
                target,
                artifacts ?? throw new InputException(
                    "--checkpoint", "it is read from a folder of copied checkpoints.", $"Name that with {ArtifactsOption.Name}.")),
            ct);
        Console.WriteLine(
            $"Stage {written.Stage} of {experiment}: checkpoint {written.Manifest.Short} as it was in {written.Path}, "
            + $"in {Path.GetFullPath(target)}");
        return 0;
    }

    private static StageId Stage(int number, ExperimentPlan plan) => number >= 0 && number <= plan.Skills.Count
        ? new StageId(number)
        : throw new InputException(
            $"--stage {number}", "there is no such stage.", $"Stages are 0 (the base model) to {plan.Skills.Count}.");
}
