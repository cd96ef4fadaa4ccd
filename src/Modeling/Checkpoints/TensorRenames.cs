namespace LmmCl.Modeling.Checkpoints;

/// <summary>
/// Maps tensor names of earlier releases and of original code to a family's current names, by prefix (study B.3, G.7). The first rule that
/// matches applies; names that match none are unchanged.
/// </summary>
/// <param name="rules">Prefixes as stored, and their current form.</param>
public sealed class TensorRenames(params (string Stored, string Now)[] rules)
{
    /// <summary>Changes no name.</summary>
    public static TensorRenames None { get; } = new();

    /// <summary>Returns the current name of a stored tensor.</summary>
    public string Now(string stored)
    {
        foreach (var (beginning, now) in rules)
        {
            if (stored.StartsWith(beginning, StringComparison.Ordinal))
            {
                return now + stored[beginning.Length..];
            }
        }

        return stored;
    }

    /// <summary>Returns the name under which a tensor was stored; the inverse of <see cref="Now"/>.</summary>
    public string Stored(string name)
    {
        foreach (var (beginning, now) in rules)
        {
            if (name.StartsWith(now, StringComparison.Ordinal))
            {
                return beginning + name[now.Length..];
            }
        }

        return name;
    }

    /// <summary>Returns rules that apply after these.</summary>
    public TensorRenames Then(TensorRenames later) => new([.. rules, .. later.Rules]);

    private (string Stored, string Now)[] Rules => rules;
}
