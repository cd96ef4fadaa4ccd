using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Host.CommandLine;
using LmmCl.Runs.Experiments;
using LmmCl.Training;

namespace LmmCl.Host.Tests.CommandLine;

public sealed class CommandFailureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-failures-").FullName;

    public static TheoryData<Exception, int, string> Foreseen => new()
    {
        { new InputException("a.yaml: field", "it is wrong.", "Mend it."), 2, "a.yaml: field: it is wrong. Mend it." },
        {
            new InvalidOperationException(
                "no handler", new InputException("postgresql://ada@db/lab", "there is no database 'lab'.", "Create it.")),
            2,
            "postgresql://ada@db/lab: there is no database 'lab'. Create it."
        },
        {
            new UnknownEventTypeException("'x' has schema version 2. Update this build."),
            2,
            "'x' has schema version 2. Update this build."
        },
        { new InputException("a.yaml", "first line\nsecond line"), 2, "a.yaml: first line second line" },
        {
            new IOException("No space left on device : '/runs/x'", 28),
            2,
            "No room is left on the disk (No space left on device : '/runs/x'). Free some space and run the same command to resume."
        },
        {
            new UnauthorizedAccessException("Access to the path '/runs' is denied."),
            2,
            "Access to the path '/runs' is denied. Check the permissions, or choose another folder with --runs."
        },
        { new FileNotFoundException("Could not find file '/x'."), 2, "Could not find file '/x'. Check the path." },
        {
            new TrainingDivergedException(3, double.NaN, 1),
            1,
            "Training diverged. Step 3: loss NaN, gradient norm 1. A lower learning rate, a longer warm-up or clipping usually helps."
        },
        { new StageWorkException(FailureKind.Killed, "The worker process was killed."), 1, "The worker process was killed." },
        { new StageWorkException(FailureKind.Diverged, "Step 3: loss NaN.", "a stack"), 1, "Training diverged. Step 3: loss NaN." },
        { new OperationCanceledException(), 130, "stopped; run the same command to resume" },
    };

    [Theory]
    [MemberData(nameof(Foreseen))]
    public void What_was_foreseen_is_one_line_with_its_fix_and_leaves_no_file(Exception error, int code, string line)
    {
        Assert.Equal(new CommandFailure(code, line), CommandFailure.Of(error, folder));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_plugins_mistake_is_one_line_and_a_file_with_the_workers_stack()
    {
        var mistake = new StageWorkException(FailureKind.PluginError, "Plugin 'X' threw in Loss.", "at X.Loss()");
        var failure = CommandFailure.Of(mistake, folder);

        var details = Assert.Single(Directory.GetFiles(folder));
        Assert.Equal(new CommandFailure(1, $"Plugin 'X' threw in Loss. The details are in {details}."), failure);
        Assert.Contains("at X.Loss()", File.ReadAllText(details), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_foresaw_is_one_line_and_a_file_with_the_details()
    {
        var failure = CommandFailure.Of(Thrown(), folder);

        var details = Assert.Single(Directory.GetFiles(folder));
        Assert.Equal(new CommandFailure(1, $"This should not have happened: the sky fell The details are in {details}."), failure);
        Assert.Contains(nameof(Thrown), File.ReadAllText(details), StringComparison.Ordinal);
    }

    [Fact]
    public void Details_that_cannot_be_written_do_not_hide_the_error()
    {
        var blocked = Path.Combine(folder, "file");
        File.WriteAllText(blocked, "");

        Assert.Contains("the sky fell", CommandFailure.Of(Thrown(), blocked).Line, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("the sky fell");
        }
        catch (InvalidOperationException error)
        {
            return error;
        }
    }
}
