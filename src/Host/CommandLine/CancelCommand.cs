using System.CommandLine;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Slurm;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl cancel</c>: ends an experiment of the running service for good, or the cluster job of one.</summary>
internal static class CancelCommand
{
    public static Command Create()
    {
        var experiment = new Argument<string>("experiment") { Description = "Name of the experiment." };
        var reason = new Option<string?>("--reason") { Description = "Reason, which its history tells." };
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command("cancel", "Cancel an experiment of the running service for good, or the cluster's job of one.")
        {
            experiment, reason, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var (name, options) = (parsed.GetValue(experiment)!, HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
            if (await FindJobAsync(name, options, ct) is { } job)
            {
                await SlurmQueue.CancelAsync(job);
                Console.WriteLine(
                    $"Job {job} of {name} is cancelled; it saves its state. Submit it again with: lmmcl sweep ... --retry-failed");
                return 0;
            }

            using var service = ServiceClient.Require(options.Runs);
            var item = await service.ChangeAsync(name, "cancel", parsed.GetValue(reason), ct);
            Console.WriteLine($"{item.Experiment} is cancelled.");
            return 0;
        });
        return command;
    }

    /// <summary>The job that the cluster has of an experiment; null if it has none.</summary>
    private static async Task<string?> FindJobAsync(string experiment, HostSettings options, CancellationToken ct)
    {
        await using var log = EventLogs.OpenForReading(options.Store);
        var streams = log is null ? [] : await JobStream.ListAsync(log, ct);
        return streams.Select(stream => stream.State.Find(experiment)).FirstOrDefault(entry => entry is { IsOpen: true })?.Job;
    }
}
