using LmmCl.Abstractions;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Postgres;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class ServerCrashTests
{
    [Fact]
    public async Task A_killed_server_comes_back_with_every_acknowledged_event_in_an_order_without_gaps()
    {
        using var server = new PostgresServer();
        await using var log = EventLogs.Open(server.Address("s"));
        var random = new Random(2);
        for (var round = 0; round < (WritersConformance.Slow ? 20 : 4); round++)
        {
            var writers = Enumerable.Range(0, 4).Select(writer =>
                Task.Run(() => AppendUntilRefusedAsync(log, $"stream {writer}"))).ToList();
            await Task.Delay(random.Next(100, 400));
            server.Kill();
            var acknowledged = await Task.WhenAll(writers);
            server.Start();

            for (var writer = 0; writer < 4; writer++)
                Assert.InRange(acknowledged[writer], 0, (await log.FindStreamAsync($"stream {writer}"))?.Version ?? 0);
            var verified = await ChainVerifier.VerifyAsync(log);
            Assert.True(verified.Intact, $"{verified.FirstBad}");
        }

        Assert.True((await log.ListStreamsAsync()).Sum(head => head.Version) > 0);
    }

    private static async Task<long> AppendUntilRefusedAsync(IEventLog log, string stream)
    {
        var version = 0L;
        try
        {
            version = (await log.FindStreamAsync(stream))?.Version ?? 0;
            while (true)
                version = (await log.AppendAsync(stream, ExpectedVersion.Any, Steps.Range((int)version + 1, 3))).Version;
        }
        catch (InputException)
        {
            return version;
        }
    }
}
