using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Workers.Tests;

/// <summary>The host's side of the conversation, whatever the other side does.</summary>
public sealed class WorkerSessionTests
{
    private const string Done = """echo '{"kind":"done"}'; """;

    [Fact]
    public async Task Work_is_done_when_the_worker_says_so()
    {
        var worker = new ScriptedWorker("""
            read request
            echo '{"kind":"progress-began","title":"training","total":10,"done":3}'
            echo '{"kind":"progress-made","done":4,"detail":"loss 1"}'
            echo '{"kind":"progress-ended","sentence":"trained"}'
            echo '{"kind":"done"}'
            """);

        await worker.WorkAsync();

        Assert.Equal(["training: 3 of 10", "4 loss 1", "trained"], worker.Shown);
    }

    [Fact]
    public async Task A_worker_begins_when_the_host_has_answered_that_it_is_there()
    {
        var worker = new ScriptedWorker("""
            read request
            echo '{"kind":"ready"}'
            read answer
            [ "$answer" = '{"kind":"begin"}' ] && echo '{"kind":"done"}'
            """);

        await worker.WorkAsync();
    }

    [Theory]
    [InlineData("""echo "$EVENT" >> "$SPOOL"; echo '{"kind":"spooled"}'; echo '{"kind":"done"}'""")]
    [InlineData("""echo "$EVENT" >> "$SPOOL"; echo '{"kind":"done"}'""")]
    [InlineData("""echo "$EVENT" >> "$SPOOL"; echo '{"kind":"spooled"}'; printf torn >> "$SPOOL"; echo '{"kind":"done"}'""")]
    public async Task What_is_in_the_spool_is_recorded_once_with_its_own_time(string script)
    {
        var worker = new ScriptedWorker("read request; " + script);

        await worker.WorkAsync();

        Assert.Equal([ScriptedWorker.Event], worker.Stored);
    }

    [Fact]
    public async Task What_a_worker_told_before_it_died_is_recorded_though_it_never_said_that_it_told_it()
    {
        var worker = new ScriptedWorker("""read request; echo "$EVENT" >> "$SPOOL"; kill -KILL $$""");

        await Assert.ThrowsAsync<StageWorkException>(() => worker.WorkAsync());

        Assert.Equal([ScriptedWorker.Event], worker.Stored);
    }

    [Theory]
    [InlineData("no JSON at all")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    [InlineData("""{"kind":"dance"}""")]
    [InlineData("""{"kind":"progress-began","title":null,"total":1,"done":0}""")]
    [InlineData("""{"kind":"progress-began","title":"a"}""")]
    public async Task What_is_no_message_is_one_clear_error(string line)
    {
        var failed = await FailureAsync($"read request; echo '{line}'; sleep 60");

        Assert.Equal(FailureKind.Crashed, failed.Kind);
        Assert.Contains("said something that makes no sense", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Run the same command again", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kill -SEGV $$", FailureKind.Crashed, "crashed (SIGSEGV) while training stage 2")]
    [InlineData("kill -ABRT $$", FailureKind.Crashed, "crashed (SIGABRT) while training stage 2")]
    [InlineData("kill -KILL $$", FailureKind.Killed, "was killed (SIGKILL) while training stage 2")]
    [InlineData("exit 3", FailureKind.Crashed, "ended by itself (exit code 3) while training stage 2")]
    [InlineData("exit 0", FailureKind.Crashed, "ended by itself (exit code 0) while training stage 2")]
    [InlineData("echo \"what(): std::bad_alloc\" >&2; kill -ABRT $$", FailureKind.OutOfMemory, "ran out of memory (SIGABRT)")]
    [InlineData("echo 'It broke.' >&2; echo '   at Plugin.Loss()' >&2; kill -ABRT $$", FailureKind.Crashed, "last saying: It broke.")]
    public async Task A_death_is_told_with_its_cause_and_what_to_do(string death, FailureKind kind, string told)
    {
        var failed = await FailureAsync("read request; " + death);

        Assert.Equal(kind, failed.Kind);
        Assert.Contains(told, failed.Message, StringComparison.Ordinal);
        Assert.EndsWith("Run the same command again: it resumes from the saved state.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_outlives_the_worker_and_holds_its_pipes_does_not_keep_the_host_waiting()
    {
        var failed = await FailureAsync("read request; sleep 60 & kill -KILL $$").WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(FailureKind.Killed, failed.Kind);
    }

    [Fact]
    public async Task A_worker_that_prints_without_end_on_standard_error_costs_nothing_and_hinders_nothing() =>
        await new ScriptedWorker("read request; head -c 50000000 /dev/zero >&2; " + Done).WorkAsync();

    [Theory]
    [InlineData("while read line; do [ \"$line\" = '{\"kind\":\"stop\"}' ] && break; done; echo '{\"kind\":\"stopped\"}'; sleep 60")]
    [InlineData("sleep 60")]
    public async Task A_stop_is_a_stop_whether_the_worker_heeds_it_or_has_to_be_killed(string script)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));

        var work = new ScriptedWorker(script).WorkAsync(stop: stop.Token);

        await Assert.ThrowsAsync<OperationCanceledException>(() => work.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData("sleep 60")]
    [InlineData("read stop; echo '{\"kind\":\"stopped\"}'; sleep 60")]
    [InlineData("""read stop; echo '{"kind":"failed","failure":"unclassified","type":"A","message":"no","details":"","input":null}'""")]
    public async Task A_plugin_that_keeps_a_call_too_long_is_named_however_the_worker_ends(string after)
    {
        var script = "read request; echo '{\"kind\":\"plugin-called\",\"plugin\":\"Slow\",\"call\":\"PrepareAsync\"}'; " + after;

        var failed = await Assert.ThrowsAsync<StageWorkException>(() => new ScriptedWorker(script).WorkAsync(TimeSpan.FromSeconds(0.2)));

        Assert.Equal(FailureKind.PluginError, failed.Kind);
        Assert.StartsWith("Plugin 'Slow' did not return from PrepareAsync within 0.2 s.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_returned_is_not_counted_any_more()
    {
        const string call = """echo '{"kind":"plugin-called","plugin":"Fast","call":"PrepareAsync"}'; """;
        const string back = """echo '{"kind":"plugin-returned"}'; """;

        await new ScriptedWorker($"read request; {call}{back}sleep 1; {Done}").WorkAsync(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task Wrong_input_in_the_worker_is_wrong_input_in_the_host()
    {
        var said = new InputException("a.yaml: field", "it is wrong.", "Mend it.");

        var arrived = Assert.IsType<InputException>(await ArrivedAsync(said));

        Assert.Equal(said.Message, arrived.Message);
        Assert.Equal(("a.yaml: field", "it is wrong.", "Mend it."), (arrived.Place, arrived.Problem, arrived.Fix));
    }

    [Fact]
    public async Task Other_errors_keep_their_kind_their_words_and_where_they_came_from()
    {
        Assert.Equal("gone", Assert.IsType<FileNotFoundException>(await ArrivedAsync(new FileNotFoundException("gone"))).Message);
        Assert.Equal("cut", Assert.IsType<IOException>(await ArrivedAsync(new EndOfStreamException("cut"))).Message);
        Assert.Equal(FailureKind.DiskFull, Assert.IsType<StageWorkException>(await ArrivedAsync(new IOException("full", 28))).Kind);
        Assert.Equal(FailureKind.OutOfMemory, Assert.IsType<StageWorkException>(await ArrivedAsync(new OutOfMemoryException())).Kind);
        var other = Assert.IsType<StageWorkException>(await ArrivedAsync(new FormatException("what 'is' this")));
        Assert.Equal((FailureKind.Unclassified, "what 'is' this"), (other.Kind, other.Message));
        Assert.Contains(nameof(FormatException), other.ToString(), StringComparison.Ordinal);
    }

    private static async Task<Exception> ArrivedAsync(Exception error)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, MessageLine.Of<WorkerMessage>(RemoteFailures.Of(error)) + "\n");
        try
        {
            return (await Record.ExceptionAsync(() => new ScriptedWorker($"read request; cat '{file}'").WorkAsync()))!;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<StageWorkException> FailureAsync(string script) =>
        Assert.ThrowsAsync<StageWorkException>(() => new ScriptedWorker(script).WorkAsync());
}
