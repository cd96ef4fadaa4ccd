using System.CommandLine;
using LmmCl.Host.Commands;
using LmmCl.Host.Experiments;
using LmmCl.Host.Resuming;
using LmmCl.Host.Services;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl resume</c>: experiments go on from wherever they were stopped, by their names alone.</summary>
internal static class ResumeCommand
{
    private const int NotAllComplete = 1;

    public static Command Create()
    {
        var names = new Argument<string[]>("experiments")
        {
            Description = "Names of experiments; by default all of the store that have begun and are not complete.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var (runs, store) = HostOptions.CommandLine();
        var plugins = HostOptions.PluginsOption();
        var timeout = PluginTimeoutOption.Create();
        var command = new Command("resume", "Go on with experiments that were stopped, from what is saved.")
        {
            names, runs, store, plugins, timeout,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = HostOptions.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout));
            await using var services = HostServices.Create(options);
            var found = await services.GetRequiredService<Resumptions>().FindAsync(parsed.GetValue(names) ?? [], ct);
            var lines = found.Select(resumption => resumption.Say());
            foreach (var line in lines.DefaultIfEmpty("No experiment of the store is waiting to go on."))
            {
                Console.WriteLine(line);
            }

            return await RunAsync(found, services.GetRequiredService<IMediator>(), options.Runs, ct);
        });
        return command;
    }

    /// <summary>One after the other; one that fails leaves the others their turn.</summary>
    private static async Task<int> RunAsync(IReadOnlyList<Resumption> found, IMediator mediator, string runs, CancellationToken ct)
    {
        var missing = found.Where(resumption => resumption.Obstacle is not null).Select(resumption => resumption.Experiment).ToList();
        foreach (var plan in found.Select(resumption => resumption.Plan).OfType<ExperimentPlan>())
        {
            var experiment = plan.Spec.Experiment;
            try
            {
                await mediator.Send(new RunExperiment(plan), ct);
                Console.WriteLine($"{experiment} is complete. See it with: lmmcl report {experiment}");
            }
            catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                missing.Add(experiment);
                await Console.Error.WriteLineAsync($"{experiment}: {CommandFailure.Of(error, runs).Line}");
            }
        }

        if (missing.Count == 0)
        {
            return 0;
        }

        await Console.Error.WriteLineAsync($"Not complete: {string.Join(", ", missing)}.");
        return NotAllComplete;
    }
}
