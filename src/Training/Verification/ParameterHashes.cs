using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Training.Verification;

/// <summary>The hash of every parameter of a model at one moment.</summary>
public sealed class ParameterHashes
{
    private readonly IReadOnlyDictionary<string, string> hashes;

    private ParameterHashes(IReadOnlyDictionary<string, string> hashes) => this.hashes = hashes;

    /// <summary>Hashes every parameter of <paramref name="model"/>.</summary>
    public static ParameterHashes Of(IMultimodalModel model) => new(ModelHash.PerParameter(model));

    /// <summary>Over names and hashes of the parameters named, in the order of their names.</summary>
    public ContentHash Over(IEnumerable<string> names) =>
        ContentHash.Of(string.Concat(names.Order(StringComparer.Ordinal).Select(name => $"{name} {hashes[name]}\n")));

    /// <summary>Compares this, taken before a stage, with <paramref name="after"/>.</summary>
    /// <param name="after">Of the same parameters, after it.</param>
    /// <param name="trained">Names of what trained; those added by the method have no hash before and are left out.</param>
    /// <param name="unreached">Names of what trained without a gradient.</param>
    /// <param name="merged">Names of what the method may write after training.</param>
    /// <param name="roundedAway">Names of what trained by less than its type can show, and may be as it was therefore.</param>
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
