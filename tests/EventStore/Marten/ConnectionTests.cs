using LmmCl.Abstractions;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Stores.Marten;
using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Postgres;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("postgresql://ada@db.example:5433/lab", "postgresql://ada@db.example:5433/lab")]
    [InlineData("postgres://ada:s3cret@db.example/lab?sslmode=require", "postgresql://ada@db.example:5432/lab")]
    [InlineData("postgresql://ada:p%40ss%2Fs3cret@db.example/lab?schema=mine", "postgresql://ada@db.example:5432/lab?schema=mine")]
    [InlineData("postgresql:Host=db.example;Username=ada;Password=s3cret;Database=lab", "postgresql://ada@db.example:5432/lab")]
    public void A_store_is_shown_without_its_password(string store, string shown) => Assert.Equal(shown, EventLogs.Display(store));

    [Theory]
    [InlineData("postgresql://ada@db/lab?sslmod=require", "sslmode")]
    [InlineData("postgresql://ada@db/lab?schema=a-b", "small letters")]
    [InlineData("postgresql://ada:s3cret@db:port/lab", "postgresql://user@host:5432/database")]
    [InlineData("postgresql:Hots=db;Password=s3cret", "postgresql://user@host:5432/database")]
    public void An_address_that_cannot_be_read_is_refused_with_the_fix(string store, string fix)
    {
        var refusal = Assert.Throws<InputException>(() => PostgresAddress.Parse(store));

        Assert.Contains(fix, refusal.Message);
        Assert.DoesNotContain("s3cret", refusal.ToString());
    }

    [Fact]
    public void A_wrong_password_is_said_and_not_shown()
    {
        var refusal = Assert.Throws<InputException>(() => EventLogs.Open(PostgresServer.Shared.Address("s", password: "wr0ng-s3cret")));

        Assert.Contains("PGPASSWORD", refusal.Message);
        Assert.DoesNotContain("wr0ng-s3cret", refusal.ToString());
    }

    [Theory]
    [InlineData("user", "reserved word")]
    [InlineData("order", "reserved word")]
    [InlineData("left", "reserved word")]
    [InlineData("pg_lab", "the server's own")]
    public void A_schema_that_sql_cannot_name_is_refused_with_the_fix(string schema, string problem)
    {
        var refusal = Assert.Throws<InputException>(() => EventLogs.Open(PostgresServer.Shared.Address(schema)));

        Assert.Contains($"'{schema}'", refusal.Message);
        Assert.Contains(problem, refusal.Message);
        Assert.Contains("?schema=", refusal.Message);
    }

    [Theory]
    [InlineData("between")]
    [InlineData("name")]
    public async Task A_schema_may_have_the_name_of_a_word_that_is_not_reserved(string schema)
    {
        await using var log = EventLogs.Open(PostgresServer.Shared.Address(schema));

        Assert.Equal(new AppendResult(1, 1, 1), await log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]));
        Assert.True((await ChainVerifier.VerifyAsync(log)).Intact);
        Assert.Null(await log.FindStorageFaultAsync());
    }

    [Fact]
    public void A_missing_database_is_said_with_the_command_that_makes_it() => Assert.Contains(
        "createdb nowhere", Assert.Throws<InputException>(() =>
            EventLogs.Open(PostgresServer.Shared.Address("s", database: "nowhere"))).Message);

    [Fact]
    public void A_server_that_is_away_is_said() => Assert.Contains(
        "cannot be reached", Assert.Throws<InputException>(() => EventLogs.Open("postgresql://ada@127.0.0.1:1/lab")).Message);

    [Fact]
    public void A_server_that_would_lose_events_in_a_crash_is_refused()
    {
        using var careless = new PostgresServer("fsync=off");

        Assert.Contains("fsync=off", Assert.Throws<InputException>(() => EventLogs.Open(careless.Address("s"))).Message);
    }

    [Fact]
    public async Task A_log_goes_on_after_a_restart_of_its_server()
    {
        using var server = new PostgresServer();
        await using var log = EventLogs.Open(server.Address("s"));
        await log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);
        server.Kill();

        var away = await Assert.ThrowsAsync<InputException>(async () => await log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(2)]));
        server.Start();

        Assert.Contains("cannot be reached", away.Message);
        Assert.Equal(new AppendResult(2, 1, 2), await log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(2)]));
        Assert.Equal(2, (await log.FindStreamAsync("s"))!.Version);
    }
}
