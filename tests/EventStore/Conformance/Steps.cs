using LmmCl.Events;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Conformance;

/// <summary>Small events that differ by a number.</summary>
internal static class Steps
{
    internal static NewEvent One(int step, Guid? id = null) =>
        new(new StateSaved(new(1), step, $"state-{step}", ContentHash.Of("m")), EventExamples.Noon, id);

    internal static NewEvent[] Range(int first, int count) => [.. Enumerable.Range(first, count).Select(step => One(step))];

    internal static IEnumerable<long> Numbers(int first, int count) => Enumerable.Range(first, count).Select(number => (long)number);
}
