using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Runs.Experiments;

namespace LmmCl.Host.Composition;

/// <summary><c>--artifacts</c>, for every command that runs experiments or reads copied checkpoints.</summary>
internal static class ArtifactsOption
{
    /// <summary>Name of the option.</summary>
    public const string Name = "--artifacts";

    private const string Variable = "LMMCL_ARTIFACTS";

    public static Option<string?> Create() => new(Name)
    {
        Description = $"Copy checkpoints to this folder too, which stores equal tensors once; by default {Variable}, or no folder.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable),
        HelpName = "folder",
    };

    /// <summary>The full path of the folder; null if none is given.</summary>
    /// <param name="given">The option's value.</param>
    /// <param name="runs">Folder of run folders.</param>
    /// <exception cref="InputException">The folder lies among the run folders.</exception>
    public static string? Parse(string? given, string runs)
    {
        if (string.IsNullOrEmpty(given))
        {
            return null;
        }

        var folder = Path.GetFullPath(given);
        return !RealPath.IsWithin(RealPath.Of(folder), RealPath.Of(runs))
            ? folder
            : throw new InputException(
                $"{Name} {given}", $"it is in the folder of runs {Path.GetFullPath(runs)}.", "Name a folder outside of it.");
    }
}
