using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Training.Verification;

/// <summary>Hashes of all parameters of a model at one point in time.</summary>
public sealed class ParameterHashes
{
    private readonly IReadOnlyDictionary<string, string> hashes;

    private ParameterHashes(IReadOnlyDictionary<string, string> hashes) => this.hashes = hashes;

    /// <summary>Hashes every parameter of <paramref name="model"/>.</summary>
    public static ParameterHashes Of(IMultimodalModel model) => new(ModelHash.PerParameter(model));

    /// <summary>Computes a hash over the names and hashes of the given parameters, in name order.</summary>
    public ContentHash Over(IEnumerable<string> names) =>
        ContentHash.Of(string.Concat(names.Order(StringComparer.Ordinal).Select(name => $"{name} {hashes[name]}\n")));

    /// <summary>Compares these hashes, taken before a stage, with <paramref name="after"/>.</summary>
    /// <param name="after">Hashes of the same parameters after the stage.</param>
    /// <param name="trained">Names of the trained parameters; parameters added by the method have no earlier hash and are left out.</param>
    /// <param name="unreached">Names of the trained parameters that received no gradient.</param>
    /// <param name="merged">Names of the parameters that the method may write after training.</param>
    /// <param name="roundedAway">
    /// Names of the trained parameters whose change is below the resolution of their type and which may therefore be unchanged.
    /// </param>
    public ParameterVerification Compare(
        ParameterHashes after,
        IReadOnlySet<string> trained,
        IReadOnlySet<string> unreached,
        IReadOnlySet<string> merged,
        IReadOnlySet<string> roundedAway)
    {
        var frozen = hashes.Keys.Where(name => !trained.Contains(name) && !merged.Contains(name)).ToList();
        var tuned = hashes.Keys.Where(name => trained.Contains(name) || merged.Contains(name)).ToList();
        var same = hashes.Keys.Where(name => hashes[name] == after.hashes[name]).ToHashSet();
        var idle = tuned.Where(name =>
            same.Contains(name) && !unreached.Contains(name) && !merged.Contains(name) && !roundedAway.Contains(name));
        var violations = frozen.Where(name => !same.Contains(name)).Concat(idle);
        return new ParameterVerification(
            frozen.Count,
            Over(frozen),
            after.Over(frozen),
            tuned.Count,
            tuned.Count(name => !same.Contains(name)),
            [.. unreached.Order(StringComparer.Ordinal)],
            [.. violations.Order(StringComparer.Ordinal)]);
    }
}
