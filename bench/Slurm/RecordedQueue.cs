using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;

namespace LmmCl.Slurm.Bench;

/// <summary><c>lmmcl queue</c> on a store of many recorded jobs, of which all but a hundred are complete.</summary>
internal static class RecordedQueue
{
    private const int Open = 100;
    private const int Rounds = 7;

    public static async Task MeasureAsync(string folder, int jobs)
    {
        await using (var log = EventLogs.Open(Path.Combine(folder, "events.db")))
        {
            await log.AppendAsync(JobStreams.Of("large"), Events(jobs));
        }

        await HostCommand.RunAsync("queue", "--runs", folder);
        var times = new List<double>();
        var starts = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            times.Add((await HostCommand.RunAsync("queue", "--runs", folder)).TotalSeconds);
            starts.Add((await HostCommand.RunAsync("--version")).TotalSeconds);
        }

        Console.WriteLine(
            $"lmmcl queue on {jobs} recorded jobs: {Median(times):F2} s, of which {Median(starts):F2} s are the program's start");
    }

    private static IEnumerable<IExperimentEvent> Events(int jobs)
    {
        var names = Enumerable.Range(1, jobs).Select(number => $"large-sa_proj-rate0.0008-seed{number}").ToList();
        var next = 1L;
        yield return new JobsPlanned(next++, "large", ContentHash.Of("settings"), null, names);
        foreach (var (index, name) in names.Index())
        {
            yield return new JobAnnounced(next++, name, 1, $"lmmcl-{index:x16}");
            yield return new JobSubmitted(next++, name, 1, $"{index + 1}");
            if (index < jobs - Open)
                yield return new JobEnded(next++, name, 1, JobOutcome.Completed, null, null, "");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
