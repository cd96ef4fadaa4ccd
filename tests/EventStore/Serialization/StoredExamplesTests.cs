using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Serialization;

/// <summary>The files in <c>fixtures/</c> are what earlier builds have written: they are added to and never changed.</summary>
public sealed class StoredExamplesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-examples-").FullName;

    public static TheoryData<string> Names => [.. StoredExamples.OfEveryBuild.Names];

    [Fact]
    public void Every_version_of_every_kind_has_an_example_with_the_bytes_that_it_was_stored_with() =>
        Assert.Empty(StoredExamples.OfEveryBuild.FindFaults(EventTypes.Default));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_is_read_in_todays_shape(string name)
    {
        var (kind, version) = StoredExamples.Parse(name);

        var read = EventTypes.Default.Decode(kind, version, StoredExamples.OfEveryBuild.Read(name));

        var (today, written) = (EventTypes.Default.KindOf(read), EventTypes.Default.Encode(read));
        Assert.Equal((kind, EventTypes.Default.SchemaVersionOf(kind)), (today.Name, today.SchemaVersion));
        Assert.Equal(written, EventTypes.Default.Encode(EventTypes.Default.Decode(kind, today.SchemaVersion, written)));
    }

    [Fact]
    public void A_raised_schema_version_without_an_example_is_found()
    {
        Pin("lesson-learned.v1.json");

        Assert.Empty(new StoredExamples(folder).FindFaults(Lessons.Earlier));
        Assert.Equal(["lesson-learned.v2.json is not in hashes.txt"], new StoredExamples(folder).FindFaults(Lessons.Today));
    }

    [Fact]
    public void An_example_that_is_deleted_altered_or_not_pinned_is_found()
    {
        Pin("lesson-learned.v1.json", "lesson-learned.v2.json", "older.v1.json");
        File.Delete(Path.Combine(folder, "lesson-learned.v1.json"));
        File.AppendAllText(Path.Combine(folder, "lesson-learned.v2.json"), " ");
        File.WriteAllText(Path.Combine(folder, "newer.v1.json"), "{}");

        Assert.Equal(
            ["lesson-learned.v1.json is gone", "lesson-learned.v2.json was altered", "newer.v1.json is not in hashes.txt"],
            new StoredExamples(folder).FindFaults(Lessons.Today));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Pin(params string[] names)
    {
        foreach (var name in names)
            File.WriteAllText(Path.Combine(folder, name), "{}");
        var hash = ContentHash.Of("{}").Hex;
        File.WriteAllLines(Path.Combine(folder, StoredExamples.Hashes), names.Select(name => $"{hash}  {name}"));
    }
}
