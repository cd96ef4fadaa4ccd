using System.CommandLine;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Queueing;
using LmmCl.Runs.Resuming;
using LmmCl.Runs.Slurm;
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
        var artifacts = ArtifactsOption.Create();
        var slots = SlotsOption.Create();
        var command = new Command("resume", "Resume stopped experiments from their saved state, in the running service if there is one.")
        {
            names, slots, runs, store, artifacts, plugins, timeout,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = HostSettings.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout)) with
            {
                Slots = SlotsOption.Parse(parsed.GetValue(slots)),
                Artifacts = ArtifactsOption.Parse(parsed.GetValue(artifacts), parsed.GetValue(runs)!),
            };
            using var service = ServiceClient.Find(options.Runs);
            if (service is not null)
            {
                return await ResumeInAsync(service, parsed.GetValue(names) ?? [], ct);
            }

            await using var services = HostServices.OpenExisting(options);
            return await ResumeHereAsync(services, parsed.GetValue(names) ?? [], options.Runs, ct);
        });
        return command;
    }

    /// <summary>Follows the experiments that have cluster jobs, and meanwhile runs the others on this machine.</summary>
    private static async Task<int> ResumeHereAsync(
        IServiceProvider services, IReadOnlyList<string> names, string runs, CancellationToken ct)
    {
        var all = await services.GetRequiredService<ClusterJobs>().ListAsync(ct);
        var streams = all.Where(stream => !stream.State.IsOver && (names.Count == 0 || names.Any(name => Has(stream, name)))).ToList();
        IReadOnlyList<string> others = [.. names.Where(name => !streams.Any(stream => Has(stream, name)))];
        IReadOnlyList<Resumption> found = names.Count > 0 && others.Count == 0
            ? []
            : await services.GetRequiredService<Resumptions>().FindAsync(others, ct);

        // Do not also run here what the cluster runs, nor, unless it is named, what was given up there.
        found = [.. found.Where(resumption => names.Count > 0 || !all.Any(stream => Has(stream, resumption.Experiment)))];
        var lines = found.Select(resumption => resumption.Say()).Concat(streams.Select(Say)).ToList();
        foreach (var line in lines.DefaultIfEmpty("No experiment of the store can be resumed."))
        {
            Console.WriteLine(line);
        }

        var here = RunAsync(found, services.GetRequiredService<IMediator>(), runs, ct);
        var followed = await Task.WhenAll(streams.Select(stream => FollowAsync(stream, services, ct)));
        return Math.Max(await here, CompareCommand.ReportFailures([.. followed.SelectMany(failed => failed)], runs));
    }

    private static bool Has(JobStream stream, string experiment) => stream.State.Find(experiment) is { IsComplete: false };

    private static string Say(JobStream stream) =>
        $"{stream.Sweep}: follows the cluster's jobs, {stream.State.Entries.Count(entry => entry.IsComplete)} of "
        + $"{stream.State.Entries.Count} experiments are complete";

    private static async Task<IReadOnlyList<FailedExperiment>> FollowAsync(
        JobStream stream, IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new FollowJobs(stream), ct);
    }

    /// <summary>Resumes through the running service; without names, all experiments that are paused or failed there.</summary>
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
