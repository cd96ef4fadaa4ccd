using System.Diagnostics.Metrics;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Metrics;

namespace LmmCl.Metrics.Tests;

public class MeasuredLogTests
{
    [Fact]
    public async Task Appends_are_counted_by_outcome_and_a_failure_is_passed_on()
    {
        var folder = Directory.CreateTempSubdirectory("lmmcl-measured-").FullName;
        using var meter = new MetricMeter();
        var counted = new Dictionary<string, long>();
        using var listener = Count(counted);
        var plain = new ReadLog(EventLogs.Open(Path.Combine(folder, "events.db")), stored => stored);
        await using (var log = new MeasuredLog(plain, new AppendInstruments(meter)))
        {
            await log.AppendAsync("one", [new ExperimentCancelled("a"), new ExperimentCancelled("b")]);
            plain.RefusesAppends = true;
            await Assert.ThrowsAsync<IOException>(async () => await log.AppendAsync("one", new ExperimentCancelled("c")));
        }

        Assert.Equal((1, 1, 2), (counted["ok"], counted["failed"], counted["lmmcl_events_appended_total"]));
        Directory.Delete(folder, recursive: true);
    }

    private static MeterListener Count(Dictionary<string, long> counted)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument),
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = tags.Length > 0 ? (string)tags[0].Value! : instrument.Name;
            counted[name] = counted.GetValueOrDefault(name) + value;
        });
        listener.Start();
        return listener;
    }
}
