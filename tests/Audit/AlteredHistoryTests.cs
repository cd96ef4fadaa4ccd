using LmmCl.EventStore.Stores.Sqlite;

namespace LmmCl.Audit.Tests;

/// <summary>Rows of the store were changed with SQL: no command shows what they say now, or acts on it.</summary>
[Collection(nameof(HostRuns))]
public sealed class AlteredHistoryTests(FinishedExperiment finished) : IDisposable
{
    private readonly AuditedCopy copy = new(finished);

    public static TheoryData<string> Commands =>
    [
        "report small", "report small --format json", "compare small", "forgetting --benchmark ai2d", "history small", "history --all",
        "rescore", "rescore small --force", "resume small", "run FILE", "export FILE --hf OUT", "audit replay", "audit export OUT",
        "audit rerun small --stage 1", "gc",
    ];

    private string Store => Path.Combine(copy.Runs, "events.db");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_command_uses_a_changed_value(string command)
    {
        AuditedStore.Alter(Store);

        (await TypeAsync(command)).IsOneErrorWith("altered", "version 5 (sequence 5)", "audit verify");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_command_uses_a_history_whose_end_was_cut_off(string command)
    {
        Change("DELETE FROM events WHERE sequence = (SELECT max(sequence) FROM events)");

        (await TypeAsync(command)).IsOneErrorWith("altered", "the stream's head says", "audit verify");
    }

    [Fact]
    public async Task The_past_is_not_shown_either()
    {
        Change("UPDATE events SET data = replace(data, '\"value\":', '\"value\":1') WHERE type = 'benchmark-scored' AND sequence > 20");

        (await TypeAsync("report small --as-of stage:0")).IsOneErrorWith("altered");
    }

    [Fact]
    public async Task Another_experiment_of_the_store_is_still_reported()
    {
        await using (var log = SqliteEventLog.Open(Store))
        {
            await log.AppendAsync("other", EventStore.ExpectedVersion.Any, [.. SampleExperiments.History("llm", 1).Select(
                recorded => new EventStore.NewEvent(recorded.What, recorded.At))]);
        }

        Change("UPDATE events SET data = replace(data, '\"value\":', '\"value\":1') WHERE type = 'benchmark-scored' AND sequence < 20");

        Assert.Equal(0, (await TypeAsync("report other")).Code);
        (await TypeAsync("report small")).IsOneErrorWith("altered");
        (await TypeAsync("compare other small")).IsOneErrorWith("altered");
    }

    public void Dispose() => copy.Dispose();

    private void Change(string sql)
    {
        using var database = new SqliteDatabase(Store, create: false);
        foreach (var trigger in (string[])["events_are_never_changed", "events_are_never_deleted"])
        {
            database.Execute($"DROP TRIGGER IF EXISTS {trigger}");
        }

        database.Execute(sql);
    }

    private Task<Typed> TypeAsync(string command) => Typed.CommandAsync(
    [
        .. command.Split(' ').Select(word => word switch
        {
            "FILE" => finished.File,
            "OUT" => copy.PathOf("out"),
            _ => word,
        }),
        "--runs", copy.Runs,
    ]);
}
