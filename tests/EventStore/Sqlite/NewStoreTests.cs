using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Sqlite;

public sealed class NewStoreTests : IDisposable
{
    private const int Stores = 40;
    private const int Openers = 6;

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-new-").FullName;

    [Fact]
    public async Task A_store_that_several_open_for_the_first_time_at_once_is_made_once_and_serves_all()
    {
        for (var number = 0; number < Stores; number++)
        {
            var path = Path.Combine(folder, $"{number}.db");
            using var together = new Barrier(Openers);
            await Task.WhenAll(Enumerable.Range(0, Openers).Select(opener => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    using var log = new Closing(SqliteEventLog.Open(path));
                    log.Open.AppendAsync($"stream {opener}", EventExamples.All[1]).AsTask().GetAwaiter().GetResult();
                },
                TaskCreationOptions.LongRunning)));

            await using var read = SqliteEventLog.OpenExisting(path);
            Assert.Equal(Openers, (await read.ListStreamsAsync()).Count);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private sealed class Closing(SqliteEventLog open) : IDisposable
    {
        public SqliteEventLog Open => open;

        public void Dispose() => open.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
