using System.CommandLine;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Queueing;
using LmmCl.Runs.Resuming;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl resume</c>: resumes stopped experiments by name.</summary>
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
        var (runs, store) = HostSettings.CommandLine();
        var plugins = HostSettings.PluginsOption();
        var timeout = PluginTimeoutOption.Create();
        var slots = SlotsOption.Create();
        var command = new Command("resume", "Resume stopped experiments from their saved state, in the running service if there is one.")
        {
            names, slots, runs, store, plugins, timeout,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = HostSettings.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout)) with
            {
                Slots = SlotsOption.Parse(parsed.GetValue(slots)),
            };
            using var service = ServiceClient.Find(options.Runs);
            if (service is not null)
            {
                return await ResumeInAsync(service, parsed.GetValue(names) ?? [], ct);
            }

            await using var services = HostServices.OpenExisting(options);
            var found = await services.GetRequiredService<Resumptions>().FindAsync(parsed.GetValue(names) ?? [], ct);
            var lines = found.Select(resumption => resumption.Say());
            foreach (var line in lines.DefaultIfEmpty("No experiment of the store can be resumed."))
            {
                Console.WriteLine(line);
            }

            return await RunAsync(found, services.GetRequiredService<IMediator>(), options.Runs, ct);
        });
        return command;
    }

    /// <summary>Leaves it to the running service; without names, all that are paused or failed there.</summary>
    private static async Task<int> ResumeInAsync(ServiceClient service, IReadOnlyList<string> names, CancellationToken ct)
    {
        var stopped = names.Count > 0
            ? names
            : [
                .. (await service.QueueAsync(ct)).Items
                    .Where(item => item.State is QueueStatus.Paused or QueueStatus.Failed)
                    .Select(item => item.Experiment),
            ];
        foreach (var name in stopped.Distinct())
        {
            var item = await service.ChangeAsync(name, "resume", null, ct);
            Console.WriteLine($"{name} is in the queue of the running service{(item.Position is { } place ? $", place {place}" : "")}.");
        }

        if (stopped.Count == 0)
        {
            Console.WriteLine("No experiment of the running service is paused or failed.");
        }

        return 0;
    }

    private static async Task<int> RunAsync(IReadOnlyList<Resumption> found, IMediator mediator, string runs, CancellationToken ct)
    {
        var plans = found.Select(resumption => resumption.Plan).OfType<ExperimentPlan>().ToList();
        var failed = plans.Count > 0 ? await mediator.Send(new RunExperiments("resume", plans), ct) : [];
        var failures = failed.Select(failure => failure.Experiment).ToHashSet(StringComparer.Ordinal);
        foreach (var experiment in plans.Select(plan => plan.Spec.Experiment).Where(experiment => !failures.Contains(experiment)))
        {
            Console.WriteLine($"{experiment} is complete. See it with: lmmcl report {experiment}");
        }

        CompareCommand.ReportFailures(failed, runs);
        var missing = found.Where(resumption => resumption.Obstacle is not null).Select(resumption => resumption.Experiment)
            .Concat(failed.Select(failure => failure.Experiment))
            .ToList();
        if (missing.Count == 0)
        {
            return 0;
        }

        await Console.Error.WriteLineAsync($"Not complete: {string.Join(", ", missing)}.");
        return NotAllComplete;
    }
}
