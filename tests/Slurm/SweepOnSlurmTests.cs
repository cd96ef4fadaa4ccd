using LmmCl.Events;
using LmmCl.Modeling.Artifacts;
using LmmCl.Modeling.Files;
using LmmCl.Slurm.Tests.Cluster;

namespace LmmCl.Slurm.Tests;

public sealed class SweepOnSlurmTests
{
    [Fact]
    public async Task A_sweep_on_Slurm_ends_with_the_hashes_of_a_local_run()
    {
        using var sweep = new ClusterSweep();

        await sweep.RunAsync();

        await sweep.IsAsLocalAsync();
    }

    [Fact]
    public async Task Two_hosts_on_one_sweep_run_no_experiment_twice()
    {
        using var sweep = new ClusterSweep("[1, 2]");
        await using var one = sweep.Start("--max-jobs", "1");
        await using var other = sweep.Start("--max-jobs", "1");

        await ClusterSweep.SucceedsAsync(one);
        await ClusterSweep.SucceedsAsync(other);

        await sweep.IsAsLocalAsync(ClusterSweep.First);
        await sweep.IsAsLocalAsync(ClusterSweep.Second);
    }

    [Fact]
    public async Task A_job_without_a_database_does_not_wait_for_answers_of_other_experiments()
    {
        using var sweep = new ClusterSweep();
        await using (var other = sweep.Type("run", sweep.Place.Experiment("other", "skills: [timeclock]")))
        {
            await ClusterSweep.SucceedsAsync(other);
        }

        var answers = Directory.GetFiles(Path.Combine(sweep.Place.Runs, ".answers"), "*.lock", SearchOption.AllDirectories);
        var claims = answers.Select(FileLock.Take).ToList();

        await sweep.RunAsync();

        Assert.NotEmpty(claims);
        claims.ForEach(claim => claim.Dispose());
        await sweep.IsAsLocalAsync();
    }

    [Fact]
    public async Task A_job_copies_its_checkpoints_to_the_folder_that_the_sweep_was_given()
    {
        using var sweep = new ClusterSweep();
        var artifacts = Path.Combine(sweep.Place.Root, "artifacts");

        await sweep.RunAsync("--artifacts", artifacts);

        await sweep.IsAsLocalAsync();
        var written = (await sweep.Place.HistoryAsync(ClusterSweep.First)).OfType<CheckpointWritten>().ToList();
        Assert.Equal(2, written.Count);
        Assert.All(written, checkpoint => Assert.True(new ArtifactFolder(artifacts).Has(checkpoint.Manifest.Hex)));
    }

    [Fact]
    public async Task A_partition_that_does_not_exist_is_one_error_and_nothing_is_left_behind()
    {
        using var sweep = new ClusterSweep("[1]", "partition: nowhere");
        await using var host = sweep.Start();

        var (code, error) = await host.EndAsync();

        Assert.Equal(2, code);
        Assert.Contains("sbatch: Batch job submission failed: Invalid partition name specified.", error, StringComparison.Ordinal);
        Assert.Equal(JobOutcome.Refused, (await sweep.JobsAsync()).Find(ClusterSweep.First)!.End!.Outcome);
        Assert.Empty(Directory.GetFiles(sweep.Place.PathOf(ClusterSweep.First, "work"), "job-*.json"));
    }
}
