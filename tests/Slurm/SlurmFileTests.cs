using LmmCl.Abstractions;
using LmmCl.Runs.Slurm;

namespace LmmCl.Slurm.Tests;

public sealed class SlurmFileTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("lmmcl-slurm-file-").FullName, "slurm.yaml");

    [Fact]
    public void Settings_are_read_as_a_site_writes_them()
    {
        var settings = Read(
            "partition: gpu", "account: vision", "gres: gpu:a100:1", "cpus: 8", "memory: 64G", "time: 1-12:30:00",
            "options: [--mail-type=FAIL, --exclusive]", "setup: [module load dotnet]", "max_requeues: 3");

        Assert.Equal(("gpu", "vision", "gpu:a100:1", 8, "64G", "1-12:30:00"),
            (settings.Partition, settings.Account, settings.Gres, settings.Cpus, settings.Memory, settings.Time));
        Assert.Equal(["--mail-type=FAIL", "--exclusive"], settings.Options);
        Assert.Equal(["module load dotnet"], settings.Setup);
        Assert.Equal((3, 120), (settings.MaxRequeues, settings.SaveSeconds));
    }

    [Theory]
    [InlineData("partion: gpu", "partion", "Did you mean 'partition'?")]
    [InlineData("memory: much", "memory", "Write a number with a unit, such as 32G or 4000M.")]
    [InlineData("time: tomorrow", "time", "Write minutes, hours:minutes:seconds or days-hours:minutes, such as 4:00:00.")]
    [InlineData("partition: two words", "partition", "Write it without spaces.")]
    [InlineData("cpus: 0", "cpus", "a whole number of at least 1 is expected, not '0'.")]
    [InlineData("options: [-p gpu]", "options[0]", "Write its long form with its value")]
    [InlineData("options: [--comment=mine]", "options[0]", "'--comment' is set by lmmcl, which follows the job by it.")]
    [InlineData("node_store: runs/events.db", "node_store", "this is not the address of a database.")]
    [InlineData("node_store: postgresql://me:secret@db/lmmcl", "node_store", "the address contains a password.")]
    public void A_wrong_line_is_answered_with_its_field_and_a_fix(string line, string field, string expected)
    {
        var error = Assert.Throws<InputException>(() => Read(line));

        Assert.StartsWith($"{path}: {field}", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_executor_is_refused()
    {
        File.WriteAllText(path, "executor: slrum\n");

        var error = Assert.Throws<InputException>(() => SlurmFile.Read(path));

        Assert.Contains("Did you mean 'slurm'?", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    private SlurmSettings Read(params string[] lines)
    {
        File.WriteAllLines(path, ["executor: slurm", .. lines]);
        return SlurmFile.Read(path);
    }
}
