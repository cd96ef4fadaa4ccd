using LmmCl.Slurm.Tests.Cluster;

namespace LmmCl.Slurm.Tests;

public sealed class KilledHostTests
{
    [Fact]
    public async Task A_host_killed_between_sbatch_and_its_record_finds_its_job_again()
    {
        using var sweep = new ClusterSweep();
        var programs = Directory.CreateDirectory(Path.Combine(sweep.Place.Root, "programs")).FullName;
        var sbatch = Path.Combine(programs, "sbatch");
        File.WriteAllText(sbatch, "#!/bin/sh\n/usr/bin/sbatch \"$@\" && kill -KILL $PPID\n");
        File.SetUnixFileMode(sbatch, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = new Dictionary<string, string> { ["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}" };
        await using (var killed = sweep.Start(path))
        {
            Assert.NotEqual(0, (await killed.EndAsync()).Code);
        }

        Assert.Null((await sweep.JobsAsync()).Find(ClusterSweep.First)!.Job);
        await using var other = sweep.Type("resume");

        await ClusterSweep.SucceedsAsync(other);

        await sweep.IsAsLocalAsync();
        Assert.Equal(1, (await sweep.JobsAsync()).Find(ClusterSweep.First)!.Submission);
    }

    [Fact]
    public async Task A_sweep_that_is_left_with_Ctrl_C_goes_on_and_is_taken_up_again()
    {
        using var sweep = new ClusterSweep();
        await using (var host = sweep.Start())
        {
            await host.UntilAsync(async () => (await sweep.JobsAsync()).Find(ClusterSweep.First)?.Job is not null);
            host.Interrupt();
            var (code, error) = await host.EndAsync();
            Assert.Equal(130, code);
            Assert.Contains("the jobs go on without this command", error, StringComparison.Ordinal);
        }

        await using (var queue = sweep.Type("queue"))
        {
            Assert.Equal(0, (await queue.EndAsync()).Code);
            Assert.Contains("submitted", await queue.Output, StringComparison.Ordinal);
        }

        await using var other = sweep.Type("resume");

        await ClusterSweep.SucceedsAsync(other);

        await sweep.IsAsLocalAsync();
    }

    [Fact]
    public async Task A_service_follows_a_sweep_that_was_left()
    {
        using var sweep = new ClusterSweep();
        await using (var host = sweep.Start())
        {
            await host.UntilAsync(async () => (await sweep.JobsAsync()).Find(ClusterSweep.First)?.Job is not null);
            host.Interrupt();
            await host.EndAsync();
        }

        await using var service = sweep.Type("serve", "--port", "0");
        await service.UntilAsync(async () => (await sweep.JobsAsync()).IsOver);
        service.Terminate();
        await ClusterSweep.SucceedsAsync(service);

        await sweep.IsAsLocalAsync();
    }

    [Fact]
    public async Task An_experiment_that_is_with_the_cluster_is_not_run_here_as_well()
    {
        using var sweep = new ClusterSweep("[1]", "options: [--hold]");
        await using (var host = sweep.Start())
        {
            await host.UntilAsync(async () => (await sweep.JobsAsync()).Find(ClusterSweep.First)?.Job is not null);
            host.Interrupt();
            await host.EndAsync();
        }

        await using var local = sweep.TypeSweep();

        var (code, error) = await local.EndAsync();

        Assert.Equal(2, code);
        Assert.Contains("the experiment is with the cluster, as a job.", error, StringComparison.Ordinal);
        SlurmCluster.Run("scancel", await sweep.JobOfAsync(ClusterSweep.First));
    }
}
