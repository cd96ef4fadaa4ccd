using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LmmCl.Data.Checks;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;

namespace LmmCl.Runs.Checks;

/// <summary>
/// Cache of experiments that passed all checks, keyed by the content of their files, with the notes that the user should see. The file may
/// be deleted at any time.
/// </summary>
/// <param name="runs">Parent folder of the run folders, in which they are kept; nothing is kept if it is not there.</param>
internal sealed class CheckedExperiments(string runs)
{
    private readonly string path = Path.Combine(runs, ".checked");

    /// <summary>
    /// The key of an experiment: its files by content, its specification, and the program that checks it.
    /// </summary>
    public static string KeyOf(ExperimentPlan plan, RunInputs inputs) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{inputs.Key.Hex} {plan.Identity.Json} {typeof(CheckedExperiments).Module.ModuleVersionId}")));

    /// <summary>Returns the notes of an experiment that passed all checks; null for any other.</summary>
    public IReadOnlyList<Finding>? Find(string key)
    {
        var line = Lines().LastOrDefault(line => line.StartsWith(key + " ", StringComparison.Ordinal));
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<Note[]>(line[key.Length..])!
                .Select(note => new Finding(note.Place, note.Problem, note.Fix) { IsNote = true })
                .ToList();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Remembers an experiment that passed all checks.</summary>
    public void Keep(string key, IEnumerable<Finding> notes)
    {
        if (!Directory.Exists(runs))
        {
            return;
        }

        var line = $"{key} {JsonSerializer.Serialize(notes.Select(note => new Note(note.Place, note.Problem, note.Fix)))}";
        var text = string.Concat(Lines().Append(line).Distinct().Select(line => line + "\n"));
        DurableFile.WriteShared(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    private IEnumerable<string> Lines() => File.Exists(path) ? File.ReadLines(path) : [];

    private sealed record Note(string Place, string Problem, string? Fix);
}
