using LmmCl.Events;

namespace LmmCl.Training.State;

/// <summary>
/// Training states of a stage that are recorded outside their folder. An unrecorded state is not resumed from; a state that differs from
/// its record is rejected.
/// </summary>
/// <param name="manifests">Hash of each recorded state's manifest, by the name of its folder; the last record of a name counts.</param>
public sealed class RecordedStates(IReadOnlyDictionary<string, ContentHash> manifests)
{
    /// <summary>The recorded hash of a state's manifest; null if the state is not recorded.</summary>
    /// <param name="folder">Name of the state's folder, without a path.</param>
    public ContentHash? this[string folder] => manifests.TryGetValue(folder, out var hash) ? hash : null;
}
