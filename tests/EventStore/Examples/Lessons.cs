using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Projections;

namespace LmmCl.EventStore.Tests.Examples;

/// <summary>A kind of event whose shape has changed, as two builds know it.</summary>
internal static class Lessons
{
    internal const string Kind = "lesson-learned";

    /// <summary>The build that wrote schema version 1.</summary>
    internal static EventTypes Earlier { get; } = new([typeof(LessonText)], []);

    /// <summary>The build that writes schema version 2.</summary>
    internal static EventTypes Today { get; } = new(
        [typeof(LessonLearned)],
        [new(Kind, 1, old => new() { ["lesson"] = old["text"]!.GetValue<string>(), ["minutes"] = LessonLearned.UnknownMinutes })]);

    /// <summary>Schema version 1.</summary>
    [EventKind(Kind, 1)]
    internal sealed record LessonText(string Text) : IExperimentEvent;

    /// <summary>Schema version 2.</summary>
    [EventKind(Kind, 2)]
    internal sealed record LessonLearned(string Lesson, int Minutes) : IExperimentEvent
    {
        internal const int UnknownMinutes = 5;
    }

    /// <summary>A read model of today's build.</summary>
    internal sealed record TimeSpent(int Minutes) : IReadModel<TimeSpent>
    {
        public static TimeSpent Empty { get; } = new(0);

        public TimeSpent Apply(RecordedEvent recorded) => recorded.What is LessonLearned lesson ? new(Minutes + lesson.Minutes) : this;
    }
}
