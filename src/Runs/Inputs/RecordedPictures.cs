using LmmCl.Abstractions;
using LmmCl.Data.Specs;
using LmmCl.Evaluation;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Inputs;

/// <summary>
/// The pictures of a benchmark's questions, as an experiment recorded them: the questions are read again from where the experiment read
/// them, and a picture counts only if its name and content are on the experiment's list of inputs.
/// </summary>
internal sealed class RecordedPictures
{
    private readonly Dictionary<string, IReadOnlyList<RecordedPicture>> bySample;

    private RecordedPictures(Dictionary<string, IReadOnlyList<RecordedPicture>> bySample) => this.bySample = bySample;

    /// <summary>The pictures of a question; none if there is no such question, or its pictures were not recorded.</summary>
    public IReadOnlyList<RecordedPicture> Of(string sample) => bySample.GetValueOrDefault(sample) ?? [];

    /// <summary>Reads the questions of a benchmark and the list of inputs.</summary>
    /// <exception cref="InputException">
    /// The experiment's specification, its list of inputs or the benchmark's files are missing or were altered.
    /// </exception>
    public static RecordedPictures Read(RunFolder folder, InputsRecorded inputs, string benchmark)
    {
        var listed = InputFile.ReadList(folder, inputs).DistinctBy(file => file.Name)
            .ToDictionary(file => file.Name, file => file.Hash, StringComparer.Ordinal);
        var spec = StoredSpec.Read(folder);
        var world = WorldFile.Read(spec.World, ScorerCatalog.Ids);
        var asked = world.Skills.Select(skill => skill.Benchmark).Concat(world.Benchmarks).FirstOrDefault(known => known.Id == benchmark)
            ?? throw new InputException(spec.World, $"it has no benchmark '{benchmark}' any more.");
        return new(BenchmarkItems.Read(asked).ToDictionary(
            item => item.Id,
            item => (IReadOnlyList<RecordedPicture>)[.. item.Pictures.SelectMany(path => Recorded(path, asked, listed))],
            StringComparer.Ordinal));
    }

    private static IEnumerable<RecordedPicture> Recorded(
        string path, BenchmarkSpec benchmark, Dictionary<string, ContentHash> listed)
    {
        if (listed.TryGetValue(RunInputs.PictureName(benchmark.Id, benchmark.Pictures, path), out var hash))
        {
            yield return new RecordedPicture(path, hash);
        }
    }
}

/// <summary>A picture on an experiment's list of inputs.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Hash">SHA-256 of its content when it was recorded.</param>
internal readonly record struct RecordedPicture(string Path, ContentHash Hash)
{
    /// <summary>Reads the picture.</summary>
    /// <exception cref="InputException">It is missing, or it is another than was recorded.</exception>
    public byte[] Read()
    {
        try
        {
            var content = File.ReadAllBytes(Path);
            return ContentHash.Of(content) == Hash
                ? content
                : throw new InputException(
                    Path, "the picture is another than the one that the experiment read.", "Put the recorded one back.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(Path, $"the picture cannot be read ({error.Message})", "Put the recorded one back.", error);
        }
    }
}
