using System.CommandLine;
using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Plugins;
using LmmCl.Runs.Planning;
using LmmCl.Runs.Queueing;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl plan</c>: says what an experiment or a sweep needs, without loading weights.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The YAML file of an experiment or of a sweep." };
        var config = new Option<string?>("--config") { Description = "A config.json to plan by, if the weights are elsewhere." };
        var memory = new Option<string?>("--memory") { Description = "Memory of the device, such as 80GB; by default this machine's." };
        var picture = new Option<string?>("--picture") { Description = "Size of every picture if the data is not here, such as 1024x768." };
        var text = new Option<int?>("--text-tokens") { Description = "Tokens of every example's text if the data is not here." };
        var format = new Option<PlanFormat>("--format") { Description = "table or json.", DefaultValueFactory = _ => PlanFormat.Table };
        var (runs, store) = HostSettings.CommandLine();
        var plugins = HostSettings.PluginsOption();
        var placement = new PlacementOptions();
        var cluster = new ClusterOptions();
        var command = new Command("plan", "Say what an experiment or a sweep needs: parameters, memory, disk, and whether it fits.")
        {
            file, config, memory, picture, text, format, placement.Device, placement.Dtype, cluster.Executor, cluster.MaxJobs,
            runs, store, plugins,
        };
        command.SetAction(async (parsed, ct) =>
        {
            LibTorch.LoadInBackground();
            var settings = HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins));
            await using var services = HostServices.Describe(settings).BuildServiceProvider();
            var defaults = new PlanOptions();
            var options = defaults with
            {
                ConfigFile = parsed.GetValue(config),
                Memory = parsed.GetValue(memory) is { } given ? ByteSize(given) : null,
                Picture = parsed.GetValue(picture) is { } size ? PictureSize(size) : defaults.Picture,
                TextTokens = parsed.GetValue(text) ?? defaults.TextTokens,
            };
            var executor = cluster.Read(parsed);
            var planner = new ResourcePlanner(services.GetRequiredService<PluginMethods>());
            var path = parsed.GetValue(file)!;
            var submitted = SubmittedFile.ReadFile(path, settings.Runs);
            var specs = submitted.Experiments.Select(spec => spec with
            {
                Device = placement.DeviceOr(spec.Device, parsed),
                Dtype = placement.DtypeOr(spec.Dtype, parsed),
            }).ToList();
            if (submitted.Sweep is { } sweep)
            {
                await using var log = EventLogs.OpenIfThere(settings.Store);
                var planned = await SweepPlan.OfAsync(sweep.Sweep, specs, planner, options, log, ct);
                if (executor is not null)
                {
                    planned = planned with { Cluster = ClusterPlan.Of(planned, executor, parsed.GetValue(cluster.MaxJobs)) };
                }

                PlanText.Write(AnsiConsole.Console, planned, parsed.GetValue(format));
                return 0;
            }

            if (executor is not null)
            {
                throw new InputException(cluster.Executor.Name, "it is for sweeps.", "Name a sweep's file, or leave the option out.");
            }

            PlanText.Write(AnsiConsole.Console, await planner.PlanAsync(specs[0], options, ct), parsed.GetValue(format));
            return 0;
        });
        return command;
    }

    /// <summary>Parses 80GB, 512MB or a number of bytes.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    internal static long ByteSize(string text)
    {
        var units = new[] { ("GiB", 1L << 30), ("MiB", 1L << 20), ("GB", 1_000_000_000L), ("MB", 1_000_000L), ("", 1L) };
        var (unit, factor) = units.First(pair => text.EndsWith(pair.Item1, StringComparison.OrdinalIgnoreCase));
        return double.TryParse(text[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            ? (long)(number * factor)
            : throw new InputException("--memory", $"'{text}' is not a size.", "Write a number with GB, GiB, MB or MiB, such as 80GB.");
    }

    /// <summary>Parses WIDTHxHEIGHT.</summary>
    /// <exception cref="InputException">It is no size.</exception>
    internal static ImageSize PictureSize(string text)
    {
        var sides = text.Split('x').Select(side => int.TryParse(side, CultureInfo.InvariantCulture, out var pixels) ? pixels : 0).ToArray();
        return sides is [> 0, > 0]
            ? new ImageSize(sides[1], sides[0])
            : throw new InputException("--picture", $"'{text}' is not a size.", "Write width and height in pixels, such as 1024x768.");
    }
}
