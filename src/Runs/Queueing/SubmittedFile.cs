using LmmCl.Abstractions;
using LmmCl.Data.Yaml;
using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Sweeps;

namespace LmmCl.Runs.Queueing;

/// <summary>A submitted YAML document: an experiment, or a sweep with its experiments.</summary>
/// <param name="Experiments">The experiments, in starting order.</param>
/// <param name="Sweep">The sweep; null for an experiment.</param>
internal sealed record SubmittedFile(IReadOnlyList<ExperimentSpec> Experiments, SweepSpec? Sweep)
{
    /// <summary>Name of a submitted text in messages.</summary>
    private const string TextName = "yaml";

    /// <summary>Reads a file; its paths are relative to it.</summary>
    /// <exception cref="InputException">The file is wrong; the message names file and field.</exception>
    public static SubmittedFile ReadFile(string path, string runs) =>
        Read(StrictYaml.Load(path), path, Path.GetDirectoryName(Path.GetFullPath(path))!, ContentHash.OfFile(path), runs);

    /// <summary>Reads a text that came from elsewhere, which may name files in some folders only.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="folders">Folders that it may name files in; its paths are relative to the first.</param>
    /// <param name="runs">Parent folder of the run folders.</param>
    /// <exception cref="InputException">The text is wrong, or names a file elsewhere.</exception>
    public static SubmittedFile ReadText(string text, IReadOnlyList<string> folders, string runs)
    {
        var root = StrictYaml.Parse(text, TextName);
        var submitted = Read(root, TextName, folders[0], ContentHash.Of(text), runs);
        foreach (var spec in submitted.Experiments)
        {
            // The world that is drawn for a sweep lies in the folder of runs.
            RefuseElsewhere("model", spec.Model, folders);
            RefuseElsewhere("world", spec.World, [.. folders, runs]);
            RefuseElsewhere("evaluation.probe_captions", spec.Evaluation.ProbeCaptions, [.. folders, runs]);
        }

        return submitted;
    }

    private static SubmittedFile Read(YamlPlace root, string source, string folder, ContentHash hash, string runs)
    {
        if (root.AnyFields().Optional("sweep") is null)
        {
            return new SubmittedFile([ExperimentFile.Read(root, source, folder)], null);
        }

        var sweep = SweepFile.Read(root, source, folder, hash);
        return new SubmittedFile(SweepExpansion.Expand(sweep, runs), sweep);
    }

    private static void RefuseElsewhere(string field, string? path, IReadOnlyList<string> folders)
    {
        if (path is not null && !folders.Any(folder => RealPath.IsWithin(RealPath.Of(path), RealPath.Of(folder))))
        {
            throw new InputException(
                $"{TextName}: {field}",
                $"'{path}' is in no folder that submitted experiments may read.",
                "Put the files into one of those, or name the folder in the service's setting 'inputs'.");
        }
    }
}
