using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// The layout of an experiment's run folder: <c>runs/NAME/...</c>. Events name its files by paths relative to <see cref="Root"/> and by
/// hash.
/// </summary>
/// <param name="Root">The experiment's own folder.</param>
public sealed record RunFolder(string Root)
{
    /// <summary>The run folder of an experiment.</summary>
    /// <exception cref="InputException">The name, from a forged stream, leads to another folder, or the folder is a link.</exception>
    public static RunFolder Of(string runs, string experiment)
    {
        var folder = Named(runs, experiment);
        return FoldersOnDisk.IsLink(folder.Root) ? throw Link(folder.Root) : folder;
    }

    /// <summary>The run folder of an experiment, which may be a link.</summary>
    /// <exception cref="InputException">The name leads to another folder.</exception>
    internal static RunFolder Named(string runs, string experiment) =>
        experiment is not ("" or "." or "..") && Path.GetFileName(experiment) == experiment
            ? new(Path.GetFullPath(Path.Combine(runs, experiment)))
            : throw new InputException(
                $"experiment '{experiment}'", $"its name leads out of the folder of runs {runs}.", "The store was forged.");

    /// <summary>The spec of the experiment, with the paths that events leave out: enough to resume it.</summary>
    public string Spec => Path.Combine(Root, "experiment.json");

    /// <summary>Events reported by a worker that the log may not have yet; exists only while there are such events.</summary>
    public string Spool => Path.Combine(Root, "work", "events.spool");

    /// <summary>Lock held by the host while it runs the experiment.</summary>
    public string HostLock => Path.Combine(Root, "work", "host.lock");

    /// <summary>Lock held by the worker while it runs, which may be longer than its host does.</summary>
    public string WorkerLock => Path.Combine(Root, "work", "worker.lock");

    /// <summary>Lock held while stored answers are rescored, because the files exist before an event names them.</summary>
    public string AnswersLock => Path.Combine(Root, "work", "answers.lock");

    /// <summary>Per-sample answers of a benchmark after a stage (JSONL).</summary>
    public string Answers(StageId stage, string benchmark) => Path.Combine(Root, "answers", $"stage-{stage}", benchmark + ".jsonl");

    /// <summary>Per-sample answers of a variant that the method offers of the stage.</summary>
    public string Answers(StageId stage, string variant, string benchmark) =>
        Path.Combine(Root, "answers", $"stage-{stage}", "variants", variant, benchmark + ".jsonl");

    /// <summary>The final delta checkpoint of a stage.</summary>
    public string Checkpoint(StageId stage) => Path.Combine(Root, "checkpoints", $"stage-{stage}");

    /// <summary>The list of trainable parameters of a stage.</summary>
    public string Parameters(StageId stage) => Path.Combine(Root, "parameters", $"stage-{stage}.txt");

    /// <summary>Details of a probe after a stage.</summary>
    public string Probe(StageId stage, string probe) => Path.Combine(Root, "probes", $"stage-{stage}", probe + ".json");

    /// <summary>State for resuming a stage, and the method's own files. Not needed once the stage is complete.</summary>
    public string Work(StageId stage) => Path.Combine(Root, "work", $"stage-{stage}");

    /// <summary>Files that a method keeps for evaluation and for the next stage; part of the stage's checkpoint.</summary>
    public string MethodState(StageId stage) => Path.Combine(Checkpoint(stage), "method");

    /// <summary>
    /// Resolves the path of a file named by an event. A forged event must not cause reads, copies or writes outside this folder.
    /// </summary>
    /// <param name="path">The path in the event.</param>
    /// <param name="namedBy">The event, for the error message: see <see cref="EventNames.Of"/>.</param>
    /// <exception cref="InputException">The path is absolute, contains '..', or leaves this folder through a link.</exception>
    public string Resolve(string path, string namedBy)
    {
        var named = PathOf(path, namedBy);
        var (real, root) = (RealPath.Of(named), RealPath.Of(Root));
        return real.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? named : throw LeadsOut(path, namedBy);
    }

    /// <summary>
    /// Resolves a path like <see cref="Resolve"/>, but follows links out of the folder: a rerun links a stage's parents into its own
    /// folder.
    /// </summary>
    /// <exception cref="InputException">The path is absolute or contains '..'.</exception>
    public string PathOf(string path, string namedBy) =>
        path.Length > 0 && !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..")
            ? Path.Combine(Root, path)
            : throw LeadsOut(path, namedBy);

    /// <summary>
    /// Refuses links before anything is written: following one could write or delete files outside this folder. The folder above this one
    /// may be a link.
    /// </summary>
    /// <exception cref="InputException">There is a link at some depth.</exception>
    internal void RefuseLinks()
    {
        if (Directory.Exists(Root) && FoldersOnDisk.FirstLink(Root) is { } link)
        {
            throw Link(link);
        }
    }

    /// <summary>Refuses links on the way to one path, for folders that may have others: a rerun links a stage's parents.</summary>
    /// <exception cref="InputException">The path, or a folder between it and this one, is a link.</exception>
    internal void RefuseLinksOn(string path)
    {
        for (var part = path; part.Length > Root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (FoldersOnDisk.IsLink(part))
            {
                throw Link(part);
            }
        }
    }

    /// <summary>The log of the runs, for people.</summary>
    public string Log => Path.Combine(Root, "log.jsonl");

    /// <summary>The list of input files, named after its content.</summary>
    public string Inputs(ContentHash key) => Path.Combine(Root, "inputs", key.Short + ".txt");

    /// <summary>The path of a file in this folder as events name it.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    private static InputException Link(string path) => new(
        path, "it is a link, which may point outside the run folder.", "Remove it, or replace it with its target.");

    private InputException LeadsOut(string path, string namedBy) => new(
        namedBy, $"it names '{path}', which leads out of the run folder {Root}.", "Nothing outside is read; see 'lmmcl audit verify'.");
}
