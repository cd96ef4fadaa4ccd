using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Workers;
using LmmCl.Workers.Tests.Spool;

namespace LmmCl.Workers.Tests;

/// <summary>Who may run an experiment.</summary>
public sealed class RunClaimTests : IDisposable
{
    private static readonly TimeSpan ample = TimeSpan.FromMinutes(2);

    private readonly SpoolFolder folder = new();
    private readonly StringWriter shown = new();

    [Fact]
    public async Task A_run_has_one_host_at_a_time()
    {
        using (await TakeAsync(ample))
        {
            var refused = await Assert.ThrowsAsync<InputException>(() => TakeAsync(ample));
            Assert.Equal(folder.Run.HostLock, refused.Place);
        }

        using var next = await TakeAsync(ample);
    }

    [Fact]
    public async Task A_host_waits_for_the_worker_of_one_that_is_gone_and_says_so_once()
    {
        var worker = FileLock.TryTake(folder.Run.WorkerLock)!;
        var waiting = TakeAsync(ample);
        while (shown.ToString().Length == 0)
        {
            Assert.False(waiting.IsCompleted);
            await Task.Delay(10);
        }

        worker.Dispose();

        using var claim = await waiting.WaitAsync(ample);
        Assert.Equal(["waiting for the worker process of an earlier run, which saves what it has"], shown.ToString().Trim().Split('\n'));
    }

    [Fact]
    public async Task A_worker_that_does_not_end_is_one_error_with_the_file_and_frees_the_claim()
    {
        using (FileLock.TryTake(folder.Run.WorkerLock))
        {
            var refused = await Assert.ThrowsAsync<InputException>(() => TakeAsync(TimeSpan.FromSeconds(0.2)));
            Assert.Equal(folder.Run.WorkerLock, refused.Place);
            Assert.Contains("within 0.2 s", refused.Message, StringComparison.Ordinal);
        }

        using var claim = await TakeAsync(ample);
    }

    [Fact]
    public async Task Waiting_can_be_stopped()
    {
        using var worker = FileLock.TryTake(folder.Run.WorkerLock);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TakeAsync(ample, stop.Token));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_not_taken_for_one_in_use()
    {
        File.WriteAllText(Path.Combine(folder.Run.Root, "work"), "a file where the folder should be");

        Assert.Throws<IOException>(() => FileLock.TryTake(folder.Run.HostLock));
    }

    public void Dispose()
    {
        folder.Dispose();
        shown.Dispose();
    }

    private Task<IDisposable> TakeAsync(TimeSpan patience, CancellationToken ct = default) =>
        RunClaim.TakeAsync(folder.Run, Progress(), patience, ct);

    private ProgressLine Progress() => new(new ProgressBlock(TestConsole.Create(shown), TimeProvider.System), TimeProvider.System);
}
