using System.Security.Cryptography;
using System.Text;
using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Inputs;

/// <summary>
/// Everything that a run of an experiment reads, by content. The files decide the outcome: base model, data with every part of a mixture,
/// pictures, captions, the method's plugin. The conditions may vary between runs of one experiment.
/// </summary>
/// <param name="Files">Each file once, in the order of names.</param>
/// <param name="Conditions">What may vary, by name (<see cref="RunConditions"/>).</param>
internal sealed record RunInputs(IReadOnlyList<InputFile> Files, IReadOnlyDictionary<string, string> Conditions)
{
    /// <summary>Prefix of the plugin's name in the list of files.</summary>
    public const string Plugin = "plugin/";

    private const string Model = "model/";
    private const int Named = 3;

    /// <summary>SHA-256 of the list of files: the key of what decides the outcome.</summary>
    public ContentHash Key => KeyOf(Files, "");

    /// <summary>The same of the base model's files alone: weights, configuration, tokenizer, processor.</summary>
    public ContentHash ModelKey => ModelKeyOf(Files);

    /// <summary>Hash of each listed file by its full path.</summary>
    public required IReadOnlyDictionary<string, ContentHash> ByPath { get; init; }

    /// <summary>The same of the pictures of a benchmark's questions or a skill's records alone.</summary>
    public ContentHash PicturesKey(string id) => PicturesKeyOf(Files, id);

    /// <summary><see cref="ModelKey"/> of a list.</summary>
    public static ContentHash ModelKeyOf(IEnumerable<InputFile> files) => KeyOf(files, Model);

    /// <summary><see cref="PicturesKey"/> of a list.</summary>
    public static ContentHash PicturesKeyOf(IEnumerable<InputFile> files, string id) => KeyOf(files, $"pictures/{id}/");

    /// <summary>Name of a picture in a list.</summary>
    /// <param name="id">Id of the benchmark or skill.</param>
    /// <param name="folder">Its folder of pictures.</param>
    /// <param name="path">Path of the picture.</param>
    public static string PictureName(string id, string folder, string path) => $"pictures/{id}/" + NameBelow(folder, path);

    /// <summary>Reads every record and hashes every file that is new or was changed since it was hashed last.</summary>
    /// <exception cref="InputException">A file or picture is missing, or a record is not LLaVA's.</exception>
    public static RunInputs Of(ExperimentPlan plan, FileHashCache cache)
    {
        var world = Path.GetDirectoryName(Path.GetFullPath(plan.World.File))!;
        var byPath = new Dictionary<string, ContentHash>(StringComparer.Ordinal);
        var files = new List<InputFile> { new(Plugin + plan.Plugin.Id, plan.Plugin.Manifest!.FilesHash) };
        Add(Model, plan.Spec.Model, new CheckpointFolder(plan.Spec.Model).Files);
        Add("data/", world, DataFilesOf(plan));
        var names = new PictureNames(cache);
        foreach (var skill in plan.Skills)
        {
            Add($"pictures/{skill.Id}/", skill.Pictures, names.OfTraining(plan, skill));
        }

        foreach (var benchmark in plan.Benchmarks)
        {
            Add($"pictures/{benchmark.Id}/", benchmark.Pictures, names.OfQuestions(benchmark, plan.Spec.Evaluation.Limit));
        }

        var probing = plan.Spec.Evaluation;
        if (probing.ReadsCaptions && ProbeRecords.Captions(plan, int.MaxValue) is var (captions, folder))
        {
            Add("captions/", Path.GetDirectoryName(plan.Spec.Evaluation.ProbeCaptions!)!, [plan.Spec.Evaluation.ProbeCaptions!]);
            Add("pictures/captions/", world, PicturesOf(captions, folder));
        }
        else if (probing.AnsweredSamples > 0)
        {
            // The benchmarks' own records, which are among the files already: refused here where none has an answer.
            ProbeRecords.Of(plan, probing.AnsweredSamples);
        }

        if (probing.Limit is not null)
        {
            Add("pictures/probes/", world, [.. PicturesOfProbes(plan).Where(path => !byPath.ContainsKey(Path.GetFullPath(path)))]);
        }

        if (plan.Spec.Rules > ExperimentRules.First)
        {
            foreach (var named in SettingsPaths.Of(plan.Settings))
            {
                var within = Directory.Exists(named);
                Add("settings/", within ? named : Path.GetDirectoryName(named)!, within ? Directory.GetFiles(named) : [named]);
            }
        }

        var sorted = files.DistinctBy(file => file.Name).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var inputs = new RunInputs(sorted, RunConditions.Of(plan, cache)) { ByPath = byPath };
        cache.Save();
        return inputs;

        void Add(string kind, string folder, IEnumerable<string> paths)
        {
            foreach (var path in paths.Distinct(StringComparer.Ordinal))
            {
                var hash = byPath[Path.GetFullPath(path)] = cache.Of(path);
                files.Add(new InputFile(kind + NameBelow(folder, path), hash));
            }
        }
    }

    /// <summary>The event of a run, once the list of files lies in the run folder.</summary>
    public InputsRecorded Record(RunFolder folder, int attempt)
    {
        var path = folder.Inputs(Key);
        if (!File.Exists(path))
        {
            DurableFile.Write(path, stream =>
            {
                foreach (var file in Files)
                {
                    stream.Write(Encoding.UTF8.GetBytes(Line(file)));
                }
            });
        }

        return new InputsRecorded(attempt, Key, folder.Relative(path), Files.Count, Conditions);
    }

    /// <summary>Refuses to continue with files that differ from those of an earlier run.</summary>
    /// <param name="folder">Where the recorded list lies.</param>
    /// <param name="history">What has happened; older experiments have no such record.</param>
    /// <param name="experiment">Its name.</param>
    /// <param name="exceptPlugin">Leaves the method's plugin out of the comparison.</param>
    /// <exception cref="InputException">A file was changed, added or removed; the message describes the differences.</exception>
    public void RefuseOther(RunFolder folder, IEnumerable<IExperimentEvent> history, string experiment, bool exceptPlugin = false)
    {
        if (history.OfType<InputsRecorded>().FirstOrDefault() is not { } recorded || recorded.Files == Key)
        {
            return;
        }

        var changes = InputFile.Differences(InputFile.ReadList(folder, recorded), Files)
            .Where(change => !exceptPlugin || !change.StartsWith(Plugin, StringComparison.Ordinal))
            .ToList();
        if (changes.Count == 0)
        {
            return;
        }

        var named = string.Join("; ", changes.Take(Named)) + (changes.Count > Named ? $"; and {changes.Count - Named} more" : "");
        throw new InputException(
            $"experiment '{experiment}'",
            $"what it reads has changed since it began: {named}.",
            "Restore the original files, or give the changed experiment another name.");
    }

    /// <summary>
    /// Refuses a file whose content is not the listed one: it was replaced after the comparison, or kept its modification time.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="content">Content as it is about to be used.</param>
    /// <exception cref="InputException">The content is another, or the file is not listed.</exception>
    public void RefuseOther(string path, ReadOnlyMemory<byte> content)
    {
        const string fix = "Put back the file that the experiment began with, then run the same command again.";
        var full = Path.GetFullPath(path);
        if (!ByPath.TryGetValue(full, out var listed))
        {
            throw new InputException(full, "it is not among the files that the experiment began with.", fix);
        }

        if (ContentHash.Of(content.Span) is var found && found != listed)
        {
            throw new InputException(full, $"it was exchanged during the run: it was {listed.Short}, now it is {found.Short}.", fix);
        }
    }

    /// <summary>Conditions that are not those of the run before, in words.</summary>
    public IReadOnlyList<string> OtherConditions(IEnumerable<IExperimentEvent> history) =>
        history.OfType<InputsRecorded>().LastOrDefault() is { } last ? RunConditions.Differences(last.Conditions, Conditions) : [];

    private static ContentHash KeyOf(IEnumerable<InputFile> files, string kind)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.Where(file => file.Name.StartsWith(kind, StringComparison.Ordinal)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Line(file)));
        }

        return new ContentHash(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static IEnumerable<string> DataFilesOf(ExperimentPlan plan) =>
        plan.Skills.SelectMany(skill => TrainingData.Sources(plan.Spec, skill))
            .Concat(plan.Benchmarks.Select(benchmark => benchmark.Test))
            .SelectMany(DataFiles.Of)
            .Append(plan.World.File);

    /// <summary>Pictures that probes look at, however few questions of a benchmark are evaluated.</summary>
    private static IEnumerable<string> PicturesOfProbes(ExperimentPlan plan)
    {
        var probing = plan.Spec.Evaluation;
        var asked = Math.Max(probing.ProbeSamples, probing.AnswerTokenSamples);
        var questions = asked == 0 ? [] : ProbeQuestions.Of(plan, asked);
        var records = probing.AnsweredSamples == 0 ? [] : ProbeRecords.Of(plan, probing.AnsweredSamples);
        var tests = probing.OutputShiftSamples == 0 ? [] : plan.Skills;
        return
        [
            .. questions.SelectMany(question => question.Pictures),
            .. records.SelectMany(part => PicturesOf(part.Records, part.Pictures)),
            .. tests.SelectMany(skill => PicturesOf(
                ProbeRecords.OfTests(skill, probing.OutputShiftSamples), new PictureFolder(skill.Benchmark.Pictures))),
        ];
    }

    private static IEnumerable<string> PicturesOf(IEnumerable<LlavaRecord> records, PictureFolder folder) =>
        records.SelectMany(folder.PathsOf);

    private static string NameBelow(string folder, string path) =>
        Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    private static string Line(InputFile file) => $"{file.Hash.Hex}  {file.Name}\n";
}
