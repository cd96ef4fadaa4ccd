using LmmCl.Modeling.Files;

namespace LmmCl.Host.Tests.Leftovers;

[Collection(nameof(HostRuns))]
public sealed class GarbageCommandTests(FinishedExperiment finished) : IDisposable
{
    private const StringComparison ordinal = StringComparison.Ordinal;

    private readonly AuditedCopy copy = new(finished);

    private string Run => Path.Combine(copy.Runs, "small");

    [Fact]
    public async Task A_finished_run_has_nothing_to_remove()
    {
        var typed = await CollectAsync("--delete");

        Assert.True(typed.Code == 0, typed.Error);
        Assert.Equal("Nothing to remove.\n", typed.Output);
    }

    [Fact]
    public async Task Leftovers_are_listed_with_size_and_reason_and_stay()
    {
        var left = Write("small/work/stage-1/state/step-00000002/state.json", 12_300);
        var unnamed = Write("small/checkpoints/stage-3/delta.safetensors", 100);

        var typed = await CollectAsync();

        Assert.Equal(0, typed.Code);
        Assert.Contains("  work/stage-1, 12.3 kB: its stage is trained\n", typed.Output, ordinal);
        Assert.Contains("  checkpoints/stage-3, 0.1 kB: no event names it", typed.Output, ordinal);
        Assert.EndsWith("In sum 2 leftovers, 12.4 kB. Nothing was removed: --delete removes what is listed.\n", typed.Output, ordinal);
        Assert.True(File.Exists(left) && File.Exists(unnamed));
    }

    [Fact]
    public async Task Answers_whose_score_was_replaced_stay_for_their_event_names_them()
    {
        Assert.Equal(0, (await Typed.CommandAsync("rescore", "--force", "--runs", copy.Runs)).Code);

        Assert.Equal("Nothing to remove.\n", (await CollectAsync("--delete")).Output);
        Assert.Equal(0, (await copy.AuditAsync("verify")).Code);
    }

    [Fact]
    public async Task A_run_that_the_store_does_not_know_goes_only_when_it_is_named()
    {
        var file = Write("scratch/answers/stage-0/docvqa.jsonl", 40);
        Write("quickstart/world.yaml", 40);

        var told = await CollectAsync("--delete");
        var stayed = File.Exists(file);
        var removed = await CollectAsync("--delete", "--unknown", "scratch");

        Assert.True(stayed);
        Assert.Contains("scratch: left alone, the store does not know this experiment (0.0 kB); --unknown scratch", told.Output, ordinal);
        Assert.EndsWith("Removed 1 leftover, 0.0 kB.\n", removed.Output, ordinal);
        Assert.False(Directory.Exists(Path.Combine(copy.Runs, "scratch")));
        Assert.True(File.Exists(Path.Combine(copy.Runs, "quickstart", "world.yaml")));
        (await CollectAsync("--unknown", "small")).IsOneErrorWith("--unknown small", "the store knows this experiment");
    }

    [Fact]
    public async Task A_run_folder_with_a_link_in_it_is_left_alone_as_a_whole()
    {
        var outside = Write("../outside/answers.jsonl", 50);
        var left = Write("small/work/stage-1/scratch.bin", 50);
        Directory.CreateSymbolicLink(Path.Combine(Run, "answers", "stage-7"), Path.GetDirectoryName(outside)!);

        var typed = await CollectAsync("--delete");

        Assert.Equal(0, typed.Code);
        Assert.Contains("small: left alone, answers/stage-7 is a link\n", typed.Output, ordinal);
        Assert.True(File.Exists(outside) && File.Exists(left));
    }

    [Theory]
    [InlineData("host.lock")]
    [InlineData("worker.lock")]
    [InlineData("answers.lock")]
    public async Task An_experiment_that_is_running_is_left_alone(string name)
    {
        var left = Write("small/work/stage-1/scratch.bin", 50);
        Typed running;
        using (FileLock.TryTake(Path.Combine(Run, "work", name)))
        {
            running = await CollectAsync("--delete");
        }

        Assert.Equal(0, running.Code);
        Assert.Contains("small: left alone, it is running, or being scored anew\n", running.Output, ordinal);
        Assert.True(File.Exists(left));
        Assert.EndsWith("Removed 1 leftover, 0.1 kB.\n", (await CollectAsync("--delete")).Output, ordinal);
        Assert.True(File.Exists(Path.Combine(Run, "work", name)));
    }

    [Fact]
    public async Task A_run_whose_worker_left_events_outside_the_store_is_left_alone()
    {
        var spool = Write("small/work/events.spool", 10);
        var left = Write("small/checkpoints/stage-3/delta.safetensors", 50);

        Assert.Contains("small: left alone, its worker left events", (await CollectAsync("--delete")).Output, ordinal);
        Assert.True(File.Exists(spool) && File.Exists(left));
    }

    [Fact]
    public async Task A_run_folder_that_is_not_as_the_events_say_is_left_alone()
    {
        var left = Write("small/work/stage-1/scratch.bin", 50);
        AuditedCopy.Flip(copy.FileOf("*.jsonl"));

        var typed = await CollectAsync("--delete");

        Assert.Contains("small: left alone, it is not as the events say: answers/stage-0/ai2d.jsonl was altered", typed.Output, ordinal);
        Assert.True(File.Exists(left));
    }

    [Fact]
    public async Task Without_a_sound_store_nothing_is_removed()
    {
        var left = Write("small/work/stage-1/scratch.bin", 50);
        var store = Path.Combine(copy.Runs, "events.db");
        var events = Path.Combine(copy.Root, "kept.db");
        File.Move(store, events);
        (await CollectAsync("--delete")).IsOneErrorWith("events.db", "there is no event store");
        (await CollectAsync("--store", Path.Combine(copy.Runs, "other.db"))).IsOneErrorWith("other.db", "there is no event store");
        Assert.False(File.Exists(store));

        File.Move(events, store);
        AuditedStore.Alter(store);
        (await CollectAsync("--delete")).IsOneErrorWith("events.db", "it was altered", "sequence 5");
        Assert.True(File.Exists(left));
    }

    public void Dispose() => copy.Dispose();

    private Task<Typed> CollectAsync(params string[] arguments) => Typed.CommandAsync(["gc", .. arguments, "--runs", copy.Runs]);

    private string Write(string name, int bytes)
    {
        var path = Path.GetFullPath(Path.Combine(copy.Runs, name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[bytes]);
        return path;
    }
}
