using System.Globalization;
using System.Text.RegularExpressions;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Leftovers;

/// <summary>
/// Finds leftovers in the folders that this program writes for each stage. Anything else in a run folder belongs to the user or keeps track
/// of the run, and is not examined.
/// </summary>
/// <param name="root">The run folder, which contains no link.</param>
/// <param name="needed">The files that its events need.</param>
internal sealed partial class RunLeftovers(string root, NeededFiles needed)
{
    private const string CutOff = "its writing was cut off";
    private const string Unnamed = "no event names it";

    /// <summary>True if a folder has the layout of a run folder.</summary>
    public static bool IsRunFolder(string folder) =>
        new[] { "answers", "checkpoints", "parameters", "probes", "work" }.Any(part => Stages(Path.Combine(folder, part)).Any());

    /// <summary>All leftovers, ordered by name.</summary>
    public IReadOnlyList<Leftover> Find() =>
    [
        .. InEach("answers", stage => FoldersOnDisk.FilesBelow(stage.Path).Select(file => Answers(stage.Stage, stage.Path, file))),
        .. InEach("checkpoints", stage => [Unless(needed.Names(stage.Path), stage.Path, Unnamed)]),
        .. InEach("parameters", stage => [Unless(needed.Names(stage.Path), stage.Path, Unnamed)]),
        .. InEach("probes", stage => FilesOf(stage.Path).Select(file => Unless(needed.Names(file), file, Unnamed))),
        .. InEach("work", stage => needed.MayTrain(stage.Stage) ? States(stage.Path) : [Unless(false, stage.Path, "its stage is trained")]),
    ];

    private IEnumerable<Leftover> InEach(string part, Func<(StageId Stage, string Path), IEnumerable<Leftover?>> find) =>
        Stages(Path.Combine(root, part)).SelectMany(find).OfType<Leftover>().OrderBy(leftover => leftover.Name, StringComparer.Ordinal);

    /// <summary>Keeps partial answers that an interrupted evaluation resumes from.</summary>
    private Leftover? Answers(StageId stage, string folder, string file)
    {
        var match = CollectedAnswers().Match(Path.GetRelativePath(folder, file));
        if (!match.Success)
        {
            return Unless(needed.Names(file), file, IsTemporary(file) ? CutOff : Unnamed);
        }

        var variant = match.Groups["variant"] is { Success: true, Value: var name } ? name : null;
        return Unless(needed.MayAnswer(stage, variant, match.Groups["benchmark"].Value), file, "the benchmark is scored");
    }

    /// <summary>Keeps complete states for a resume; only unfinished ones are leftovers.</summary>
    private IEnumerable<Leftover?> States(string work)
    {
        var states = Path.Combine(work, "state");
        return Directory.Exists(states)
            ? Directory.GetFileSystemEntries(states).Where(IsTemporary).Select(entry => Unless(false, entry, CutOff))
            : [];
    }

    private Leftover? Unless(bool isNeeded, string path, string reason) => isNeeded ? null : Leftover.Of(root, path, reason);

    private static IEnumerable<string> FilesOf(string path) => Directory.Exists(path) ? FoldersOnDisk.FilesBelow(path) : [path];

    private static bool IsTemporary(string path) => Path.GetExtension(path) is ".partial" or ".writing" or ".rescored" or ".part";

    private static IEnumerable<(StageId Stage, string Path)> Stages(string folder) =>
        !Directory.Exists(folder) ? [] : Directory.GetFileSystemEntries(folder)
            .Select(entry => (Match: StageName().Match(Path.GetFileName(entry)), Path: entry))
            .Where(entry => entry.Match.Success)
            .Select(entry => (new StageId(int.Parse(entry.Match.Groups[1].Value, CultureInfo.InvariantCulture)), entry.Path));

    /// <summary>Matches <c>stage-2</c>, <c>stage-2.txt</c>, and <c>.stage-2.txt.8f3a.part</c> while that is being written.</summary>
    [GeneratedRegex(@"^(?:\.?stage-([0-9]{1,6})(?:\.txt)?(?:\..+\.part|\.partial|\.writing)?)$")]
    private static partial Regex StageName();

    /// <summary>Matches <c>docvqa.jsonl.partial</c>, <c>variants/previous_weight=0.3/docvqa.jsonl.partial</c>.</summary>
    [GeneratedRegex(@"^(?:variants/(?<variant>[^/]+)/)?(?<benchmark>[^/]+)\.jsonl\.partial$")]
    private static partial Regex CollectedAnswers();
}
