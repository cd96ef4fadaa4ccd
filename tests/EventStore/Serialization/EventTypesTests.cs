using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Serialization;

public sealed class EventTypesTests
{
    [EventKind("lesson-learned", 3)]
    public sealed record LessonLearned(string Lesson, int Minutes) : IExperimentEvent;

    private static readonly EventTypes Lessons = new(
        [typeof(LessonLearned)],
        [
            new("lesson-learned", 1, old => new() { ["lesson"] = old["text"]!.GetValue<string>() }),
            new("lesson-learned", 2, old => new() { ["lesson"] = old["lesson"]!.GetValue<string>(), ["minutes"] = 5 }),
        ]);

    [Fact]
    public void Every_kind_has_an_example() =>
        Assert.Equal(
            EventTypes.Default.Names.Order(StringComparer.Ordinal),
            EventExamples.All.Select(e => EventTypes.Default.KindOf(e).Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(1, """{"text":"look twice"}""")]
    [InlineData(2, """{"lesson":"look twice"}""")]
    [InlineData(3, """{"lesson":"look twice","minutes":5}""")]
    public void An_old_shape_is_lifted_to_todays(int schemaVersion, string data) =>
        Assert.Equal(new LessonLearned("look twice", 5), Lessons.Decode("lesson-learned", schemaVersion, System.Text.Encoding.UTF8.GetBytes(data)));

    [Fact]
    public void A_missing_step_between_schema_versions_is_found_at_once() =>
        Assert.Contains("from schema version 1", Assert.Throws<ArgumentException>(() =>
            new EventTypes([typeof(LessonLearned)], [])).Message);

    [Fact]
    public void An_unknown_kind_is_answered_with_near_matches() =>
        Assert.Contains("'stage-trained'", Assert.Throws<UnknownEventTypeException>(() =>
            EventTypes.Default.Decode("stage-trainde", 1, "{}"u8)).Message);

    [Fact]
    public void A_schema_version_of_the_future_is_refused() =>
        Assert.Contains("newer build", Assert.Throws<UnknownEventTypeException>(() =>
            EventTypes.Default.Decode("stage-trained", 2, "{}"u8)).Message);

    [Theory]
    [InlineData("""{"elapsed":"00:00:01"}""")]
    [InlineData("""{"elapsed":"00:00:01","stage":1,"surplus":1}""")]
    [InlineData("""{"elapsed":"soon","stage":1}""")]
    [InlineData("""{"elapsed":""")]
    public void Data_of_another_shape_is_refused(string data) =>
        Assert.Contains(
            "stage-completed",
            Assert.Throws<UnknownEventTypeException>(() =>
                EventTypes.Default.Decode("stage-completed", 1, System.Text.Encoding.UTF8.GetBytes(data))).Message);

    [Fact]
    public void Figures_of_a_step_are_read_in_any_order_and_may_not_be_finite() =>
        Assert.Equal(
            new TrainingPoint(3, double.NaN, 0.001, double.PositiveInfinity, 96, 1.5),
            Assert.Single(Progress("""
                { "step": 3, "loss": "NaN", "learningRate": 0.001, "gradientNorm": "Infinity", "labelTokens": 96, "seconds": 1.5 }
                """).Points));

    [Theory]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{ "step": 3, "loss": 1, "learningRate": 1, "gradientNorm": 1, "labelTokens": 96 }""")]
    [InlineData("""{ "loss": 1, "learningRate": 1, "gradientNorm": 1, "labelTokens": 96, "seconds": 1 }""")]
    [InlineData("""{ "step": 3, "loss": 1, "learningRate": 1, "gradientNorm": 1, "labelTokens": 96, "seconds": 1, "other": 1 }""")]
    [InlineData("""{ "step": 3.5, "loss": 1, "learningRate": 1, "gradientNorm": 1, "labelTokens": 96, "seconds": 1 }""")]
    [InlineData("""{ "step": 3, "loss": null, "learningRate": 1, "gradientNorm": 1, "labelTokens": 96, "seconds": 1 }""")]
    [InlineData("""{ "step": 3, "loss": {}, "learningRate": 1, "gradientNorm": 1, "labelTokens": 96, "seconds": 1 }""")]
    [InlineData("""{ "step": 3, "loss": "x", "learningRate": 1, "gradientNorm": 1, "labelTokens": 96, "seconds": 1 }""")]
    public void Figures_of_a_step_of_another_shape_are_refused(string point) =>
        Assert.Contains("training-progressed", Assert.Throws<UnknownEventTypeException>(() => Progress(point)).Message);

    [Fact]
    public void Null_among_the_items_of_a_list_or_map_is_refused()
    {
        var refused = 0;
        foreach (var example in EventExamples.All)
        {
            var kind = EventTypes.Default.KindOf(example);
            var fields = JsonNode.Parse(EventTypes.Default.Encode(example))!.AsObject();
            foreach (var name in fields.Where(field => field.Value is JsonArray { Count: > 0 } or JsonObject { Count: > 0 }).Select(field => field.Key))
            {
                var altered = fields.DeepClone().AsObject();
                switch (altered[name])
                {
                    case JsonArray items:
                        items[0] = null;
                        break;
                    case JsonObject map:
                        map[map.First().Key] = null;
                        break;
                    default:
                        break;
                }

                Assert.Throws<UnknownEventTypeException>(
                    () => EventTypes.Default.Decode(kind.Name, kind.SchemaVersion, JsonSerializer.SerializeToUtf8Bytes(altered)));
                refused++;
            }
        }

        Assert.InRange(refused, 10, 1_000);
    }

    [Fact]
    public void The_same_event_has_the_same_id_in_its_stream_and_another_elsewhere()
    {
        var happened = new StageCompleted(new(1), TimeSpan.FromSeconds(1));

        Assert.Equal(EventIds.Derive("a", happened), EventIds.Derive("a", happened with { }));
        Assert.NotEqual(EventIds.Derive("a", happened), EventIds.Derive("b", happened));
        Assert.NotEqual(EventIds.Derive("a", happened), EventIds.Derive("a", happened with { Stage = new(2) }));
        Assert.Equal(8, EventIds.Derive("a", happened).Version);
    }

    [Fact]
    public void An_id_can_be_recomputed_by_anybody() =>
        Assert.Equal(new Guid("e6866a9f-feaf-84d9-b224-b14141d1ecbc"), EventIds.Derive("größe", new StageCompleted(new(1), TimeSpan.FromSeconds(1))));

    [Theory]
    [InlineData("""{ "points": null, "stage": 1, "totalSteps": 9 }""")]
    [InlineData("""{ "points": {}, "stage": 1, "totalSteps": 9 }""")]
    [InlineData("""{ "points": [], "stage": 1 }""")]
    [InlineData("""{ "points": [], "stage": 1, "totalSteps": 9, "other": 1 }""")]
    [InlineData("""{ "points": [], "stage": "1", "totalSteps": 9 }""")]
    [InlineData("[]")]
    public void Progress_of_another_shape_is_refused(string data) =>
        Assert.Contains("training-progressed", Assert.Throws<UnknownEventTypeException>(() => ProgressOf(data)).Message);

    private static TrainingProgressed Progress(string point) => ProgressOf($$"""{ "totalSteps": 9, "stage": 1, "points": [ {{point}} ] }""");

    private static TrainingProgressed ProgressOf(string data) =>
        (TrainingProgressed)EventTypes.Default.Decode("training-progressed", 1, System.Text.Encoding.UTF8.GetBytes(data));
}
