using System.Globalization;
using LmmCl.Audit;
using LmmCl.EventStore.Seals;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs.Progress;

namespace LmmCl.Audit.Tests;

/// <summary>
/// Random edits of a finished run, with all hashes made anew. <c>LMMCL_RANDOM_EDITS=2000</c> tries more than the default.
/// </summary>
[Collection(nameof(HostRuns))]
public sealed class RandomEditTests(FinishedExperiment finished) : IDisposable
{
    private const string Stream = "small";

    private static readonly int edits =
        int.TryParse(Environment.GetEnvironmentVariable("LMMCL_RANDOM_EDITS"), CultureInfo.InvariantCulture, out var asked) ? asked : 200;

    private readonly AuditedCopy copy = new(finished);
    private readonly PluginCatalogue plugins = PluginCatalogue.Open();

    private string Store => Path.Combine(copy.Runs, "events.db");

    private HostSettings Options => HostSettings.From(copy.Runs, null);

    [Fact]
    public async Task An_edit_with_fresh_hashes_is_found_unless_it_is_a_documented_exception()
    {
        var run = await RecordedRun.ReadAsync(Store, Stream);
        var (random, unnoticed, tried) = (new Random(20261129), new SortedDictionary<string, int>(StringComparer.Ordinal), 0);
        while (tried < edits)
        {
            run.Reset();
            var (what, undo) = RandomEdit.Apply(run, Path.Combine(copy.Runs, Stream), random);
            if (await run.TryRecordAsync(Store, Stream))
            {
                tried++;
                if (!await IsNoticedAsync())
                {
                    unnoticed[what] = unnoticed.GetValueOrDefault(what) + 1;
                }
            }

            undo();
        }

        var undocumented = unnoticed.Where(edit => !UnprovenFields.Contains(edit.Key)).Select(edit => $"{edit.Key} ({edit.Value})");
        Assert.True(!undocumented.Any(), $"{tried} edits; unnoticed: {string.Join(", ", undocumented)}");
    }

    [Fact]
    public async Task A_held_seal_finds_every_edit_of_an_event()
    {
        SealFile seal;
        await using (var log = EventLogs.OpenIfThere(Store)!)
        {
            using var key = SealKey.Open(copy.PathOf("key.pem"), out _);
            seal = SealFile.Sign(await StoreSeal.OfAsync(log, DateTimeOffset.UtcNow), key);
        }

        var run = await RecordedRun.ReadAsync(Store, Stream);
        var (random, tried) = (new Random(7), 0);
        while (tried < edits / 10)
        {
            run.Reset();
            var (what, undo) = RandomEdit.Apply(run, Path.Combine(copy.Runs, Stream), random);
            if (await run.TryRecordAsync(Store, Stream))
            {
                tried++;
                Assert.True(await VerifyAsync(seal) == AuditVerdict.Different, what);
            }

            undo();
        }
    }

    public void Dispose() => copy.Dispose();

    private async Task<bool> IsNoticedAsync() =>
        await VerifyAsync(null) != AuditVerdict.Equal || await ReplayAsync() != AuditVerdict.Equal;

    private async Task<AuditVerdict> VerifyAsync(SealFile? seal)
    {
        await using var log = EventLogs.OpenIfThere(Store)!;
        return (await new VerifyStoreHandler(log, Options, plugins, new Silent()).Handle(new VerifyStore(seal), default)).Verdict;
    }

    private async Task<AuditVerdict> ReplayAsync()
    {
        await using var log = EventLogs.OpenIfThere(Store)!;
        return (await new ReplayStoreHandler(log, Options, new Silent()).Handle(new ReplayStore([], null), default)).Verdict;
    }

    private sealed class Silent : IWorkProgress
    {
        public void Begin(string title, int total, int done = 0)
        {
        }

        public void Report(int done, string detail = "")
        {
        }

        public void End(string sentence)
        {
        }
    }
}
