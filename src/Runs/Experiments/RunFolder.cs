using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// Where the bulk of one experiment lies: <c>runs/NAME/...</c>.
/// Events name these files by paths relative to <see cref="Root"/> and by hash.
/// </summary>
/// <param name="Root">The experiment's own folder.</param>
public sealed record RunFolder(string Root)
{
    /// <summary>The run folder of an experiment.</summary>
    /// <exception cref="InputException">The name, of a forged stream, leads elsewhere.</exception>
    public static RunFolder Of(string runs, string experiment) =>
        experiment is not ("" or "." or "..") && Path.GetFileName(experiment) == experiment
            ? new(Path.GetFullPath(Path.Combine(runs, experiment)))
            : throw new InputException(
                $"experiment '{experiment}'", $"its name leads out of the folder of runs {runs}.", "The store was forged.");

    /// <summary>What the experiment was asked for, with the paths that events leave out: enough to go on with it.</summary>
    public string Spec => Path.Combine(Root, "experiment.json");

    /// <summary>What a worker has told and the log may not have yet; only there while there is such.</summary>
    public string Spool => Path.Combine(Root, "work", "events.spool");

    /// <summary>Locked by the host while it runs the experiment.</summary>
    public string HostLock => Path.Combine(Root, "work", "host.lock");

    /// <summary>Locked by the worker while it lives, which may be longer than its host.</summary>
    public string WorkerLock => Path.Combine(Root, "work", "worker.lock");

    /// <summary>Locked by who scores stored answers anew: files are there before an event names them.</summary>
    public string AnswersLock => Path.Combine(Root, "work", "answers.lock");

    /// <summary>Per-sample answers of a benchmark after a stage (JSONL).</summary>
    public string Answers(StageId stage, string benchmark) => Path.Combine(Root, "answers", $"stage-{stage}", benchmark + ".jsonl");

    /// <summary>The same of a variant that the method offers of the stage.</summary>
    public string Answers(StageId stage, string variant, string benchmark) =>
        Path.Combine(Root, "answers", $"stage-{stage}", "variants", variant, benchmark + ".jsonl");

    /// <summary>The delta checkpoint that a stage ends with.</summary>
    public string Checkpoint(StageId stage) => Path.Combine(Root, "checkpoints", $"stage-{stage}");

    /// <summary>The list of parameters that a stage trains.</summary>
    public string Parameters(StageId stage) => Path.Combine(Root, "parameters", $"stage-{stage}.txt");

    /// <summary>Details of a probe after a stage.</summary>
    public string Probe(StageId stage, string probe) => Path.Combine(Root, "probes", $"stage-{stage}", probe + ".json");

    /// <summary>State for resuming a stage, and the method's own files. Of no use once the stage is complete.</summary>
    public string Work(StageId stage) => Path.Combine(Root, "work", $"stage-{stage}");

    /// <summary>What a method leaves of a stage for its evaluation and for the next: part of the stage's checkpoint.</summary>
    public string MethodState(StageId stage) => Path.Combine(Checkpoint(stage), "method");

    /// <summary>
    /// Where something lies that an event names. A forged event must not make anybody read, copy or write what lies elsewhere.
    /// </summary>
    /// <param name="path">As the event has it.</param>
    /// <param name="namedBy">The event, for the error: see <see cref="EventNames.Of"/>.</param>
    /// <exception cref="InputException">The path is absolute, has a '..', or leads out of this folder by a link.</exception>
    public string Resolve(string path, string namedBy)
    {
        var named = PathOf(path, namedBy);
        var (real, root) = (RealPath.Of(named), RealPath.Of(Root));
        return real.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? named : throw LeadsOut(path, namedBy);
    }

    /// <summary>
    /// The same with links followed wherever they lead: for a stage's parents, which a rerun links into its own folder.
    /// </summary>
    /// <exception cref="InputException">The path is absolute, or has a '..'.</exception>
    public string PathOf(string path, string namedBy) =>
        path.Length > 0 && !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..")
            ? Path.Combine(Root, path)
            : throw LeadsOut(path, namedBy);

    /// <summary>What went on in the runs, for people.</summary>
    public string Log => Path.Combine(Root, "log.jsonl");

    /// <summary>The list of what the experiment reads, named after its content.</summary>
    public string Inputs(ContentHash key) => Path.Combine(Root, "inputs", key.Short + ".txt");

    /// <summary>A file of this folder as events name it.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    private InputException LeadsOut(string path, string namedBy) => new(
        namedBy, $"it names '{path}', which leads out of the run folder {Root}.", "Nothing outside is read; see 'lmmcl audit verify'.");
}
