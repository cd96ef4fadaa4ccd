using System.Text.RegularExpressions;
using LmmCl.Abstractions;

namespace LmmCl.LoRA.Targets;

/// <summary>Compares module names with a configuration as PEFT does.</summary>
internal static class ModuleNames
{
    private static readonly TimeSpan longestMatch = TimeSpan.FromSeconds(5);

    /// <summary>Returns true if a name, or the part after one of its dots, is <paramref name="part"/>.</summary>
    public static bool EndsWithPart(string name, string part) => name == part || name.EndsWith("." + part, StringComparison.Ordinal);

    /// <summary>Compiles a regular expression that must match the whole name.</summary>
    /// <exception cref="InputException">The regular expression is invalid.</exception>
    public static Func<string, bool> Pattern(string pattern, string place) => Compiled($@"\A(?:{pattern})\z", pattern, place).IsMatch;

    /// <summary>Returns the value of the first key that matches a name or the part after one of its dots; null if none does.</summary>
    /// <exception cref="InputException">A key is not a valid regular expression.</exception>
    public static T? Find<T>(IReadOnlyDictionary<string, T> patterns, string name, string place)
        where T : struct
    {
        foreach (var (key, value) in patterns)
        {
            if (Compiled($@"\A(?:.*\.)?(?:{key})\z", key, place).IsMatch(name))
            {
                return value;
            }
        }

        return null;
    }

    private static Regex Compiled(string whole, string pattern, string place)
    {
        try
        {
            return new Regex(whole, RegexOptions.CultureInvariant, longestMatch);
        }
        catch (ArgumentException error)
        {
            throw new InputException(place, $"'{pattern}' is not a regular expression ({error.Message}).", inner: error);
        }
    }
}
