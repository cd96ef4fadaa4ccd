using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Queueing;

/// <summary>
/// Stored specifications of submitted experiments, with absolute paths: enough to run one, wherever its file went. Events name them by
/// hash.
/// </summary>
/// <param name="runs">Parent folder of the run folders.</param>
internal sealed class Submissions(string runs)
{
    private readonly string folder = Path.Combine(runs, ".queue");
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Waits until no other submission is in progress: a file is written and recorded as one step.</summary>
    /// <returns>Ends the turn when disposed.</returns>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        return new Turn(turn);
    }

    /// <summary>Stores a specification.</summary>
    /// <returns>The hash of the file.</returns>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public ContentHash Write(ExperimentSpec spec)
    {
        var place = Place(spec.Experiment);
        StoredSpec.Write(place, spec);
        return ContentHash.OfFile(place.Spec);
    }

    /// <summary>Reads the specification that an experiment was submitted with.</summary>
    /// <exception cref="InputException">It is missing, or not the one that was recorded.</exception>
    public ExperimentSpec Read(QueueEntry entry)
    {
        const string Fix = "Cancel the experiment and submit its file again.";
        var place = Place(entry.Experiment);
        if (!File.Exists(place.Spec))
        {
            throw new InputException(place.Spec, "the submitted specification is missing.", Fix);
        }

        var found = ContentHash.OfFile(place.Spec);
        return found == entry.Specification
            ? StoredSpec.Read(place)
            : throw new InputException(place.Spec, $"SHA-256 {entry.Specification.Short} was submitted, it is {found.Short}.", Fix);
    }

    /// <summary>Deletes the specification of an experiment that will not run again.</summary>
    public void Remove(string experiment)
    {
        if (Directory.Exists(Place(experiment).Root))
        {
            Directory.Delete(Place(experiment).Root, recursive: true);
        }
    }

    private RunFolder Place(string experiment) => RunFolder.Of(folder, experiment);

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
