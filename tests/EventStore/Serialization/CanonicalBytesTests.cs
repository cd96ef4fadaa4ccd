using System.Text;
using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Serialization;

public sealed class CanonicalBytesTests
{
    public static TheoryData<string> Kinds => [.. EventTypes.Default.Names.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_written_as_its_stored_example_says(string kind)
    {
        var example = Example(kind);

        Assert.Equal(Encoding.UTF8.GetString(Stored(kind)), Encoding.UTF8.GetString(EventTypes.Default.Encode(example)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_stored_example_is_read_and_written_back_to_the_same_bytes(string kind)
    {
        var stored = Stored(kind);

        var decoded = EventTypes.Default.Decode(kind, EventTypes.Default.SchemaVersionOf(kind), stored);

        Assert.IsType(Example(kind).GetType(), decoded);
        Assert.Equal(stored, EventTypes.Default.Encode(decoded));
    }

    [Theory]
    [InlineData(-0.0, "0")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void A_number_has_one_form_only(double value, string written)
    {
        var json = Encoding.UTF8.GetString(EventTypes.Default.Encode(new StageTrained(new(1), 1, 1, value, default)));

        Assert.Contains($"\"finalLoss\":{written},", json);
    }

    [Fact]
    public void The_early_end_of_a_stage_is_written_only_where_there_was_one()
    {
        var plain = new StageTrained(new(1), 9, 1, 1, default);
        var early = plain with { KeptStep = 4, StoppedEarly = "the validation loss has not improved" };

        Assert.DoesNotContain("null", Encoding.UTF8.GetString(EventTypes.Default.Encode(plain)), StringComparison.Ordinal);
        Assert.Equal(early, EventTypes.Default.Decode("stage-trained", 1, EventTypes.Default.Encode(early)));
    }

    [Fact]
    public void Maps_are_written_in_order_of_their_keys()
    {
        var oneWay = new ProbeMeasured(new(1), "p", 1, new Dictionary<string, double> { ["b"] = 1, ["a"] = 2 }, 1);
        var otherWay = new ProbeMeasured(new(1), "p", 1, new Dictionary<string, double> { ["a"] = 2, ["b"] = 1 }, 1);

        Assert.Equal(EventTypes.Default.Encode(oneWay), EventTypes.Default.Encode(otherWay));
    }

    [Fact]
    public void The_hash_covers_place_identity_time_and_content()
    {
        var stored = new StoredEvent("s", 2, 9, new Guid("00112233-4455-8677-8899-aabbccddeeff"), "stage-completed", 1, EventExamples.Noon, "{}"u8.ToArray(), new byte[32], new byte[32]);

        Assert.Equal(
            """{"data":{},"id":"00112233-4455-8677-8899-aabbccddeeff","schema":1,"stream":"s","timestamp":"2026-03-01T12:00:00.123456Z","type":"stage-completed","version":2}""",
            Encoding.UTF8.GetString(stored.CanonicalBytes()));
    }

    [Theory]
    [InlineData("größe \"1\"", "größe \\\"1\\\"")]
    [InlineData("tab\tand\\", "tab\\tand\\\\")]
    public void A_streams_name_is_escaped_as_json_wants_it(string stream, string written)
    {
        var stored = new StoredEvent(stream, 1, 1, Guid.Empty, "stage-completed", 1, EventExamples.Noon, new byte[5_000], new byte[32], new byte[32]);

        Assert.Contains($"\"stream\":\"{written}\"", Encoding.UTF8.GetString(stored.CanonicalBytes()));
    }

    private static IExperimentEvent Example(string kind) => EventExamples.All.Single(e => EventTypes.Default.KindOf(e).Name == kind);

    private static byte[] Stored(string kind) =>
        StoredExamples.OfEveryBuild.Read(StoredExamples.Name(kind, EventTypes.Default.SchemaVersionOf(kind)));
}
