using LmmCl.EventStore.Appending;

namespace LmmCl.EventStore.Tests.Appending;

public sealed class AppendQueueTests
{
    private const int Callers = 20;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    private static PendingAppend Append => new("s", ExpectedVersion.Any, []);

    [Fact]
    public async Task A_commit_that_throws_is_told_to_every_caller_and_the_queue_still_closes()
    {
        using var entered = new ManualResetEventSlim();
        using var allWait = new ManualResetEventSlim();
        var queue = new AppendQueue(_ =>
        {
            entered.Set();
            allWait.Wait(patience);
            throw new IOException("the disk is gone");
        });
        var first = Task.Run(async () => await queue.Add(Append));
        Assert.True(entered.Wait(patience));
        var callers = Enumerable.Range(1, Callers - 1).Select(_ => queue.Add(Append).AsTask()).Prepend(first).ToList();
        allWait.Set();

        foreach (var caller in callers)
            Assert.Equal("the disk is gone", (await Assert.ThrowsAsync<IOException>(() => caller.WaitAsync(patience))).Message);

        Assert.True(await queue.CloseAsync().AsTask().WaitAsync(patience));
    }

    [Fact]
    public async Task A_queue_whose_commit_threw_commits_nothing_more()
    {
        var commits = 0;
        var queue = new AppendQueue(_ => ++commits == 1 ? throw new IOException("the disk is gone") : ValueTask.CompletedTask);
        var first = queue.Add(Append).AsTask();
        await Assert.ThrowsAsync<IOException>(() => first.WaitAsync(patience));

        var later = await Assert.ThrowsAsync<IOException>(async () => await queue.Add(Append).AsTask().WaitAsync(patience));

        Assert.Equal(("the disk is gone", 1), (later.Message, commits));
    }

    [Fact]
    public async Task Callers_that_a_failing_commit_had_answered_keep_their_answer()
    {
        var queue = new AppendQueue(batch =>
        {
            batch[0].Written(new(7, 1, 7));
            batch[0].Complete();
            throw new IOException("the disk is gone");
        });

        Assert.Equal(7, (await queue.Add(Append).AsTask().WaitAsync(patience)).Version);
        Assert.True(await queue.CloseAsync().AsTask().WaitAsync(patience));
    }
}
