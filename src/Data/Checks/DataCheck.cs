using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;
using LmmCl.Data.Yaml;

namespace LmmCl.Data.Checks;

/// <summary>
/// Reports all problems in a user's data, not only the first: <c>lmmcl data check FILE</c>. An experiment applies the same rules before it
/// begins.
/// </summary>
public sealed class DataCheck
{
    private readonly DataCheckOptions options;
    private readonly List<Finding> findings = [];
    private int records;
    private int pictures;

    private DataCheck(DataCheckOptions options)
    {
        this.options = options;
    }

    /// <summary>Checks LLaVA JSON or JSON lines, a YAML mixture, or a YAML of skills and benchmarks.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">Options such as the image folder and the answer limit.</param>
    public static DataReport Run(string path, DataCheckOptions? options = null)
    {
        var check = new DataCheck(options ?? new());
        var kind = "data";
        check.Try(() => kind = check.Check(path));
        check.options.Intact?.Save();
        return new(path, kind, check.records, check.pictures, check.findings);
    }

    /// <summary>Checks the skills and benchmarks of a world that was read already.</summary>
    /// <param name="world">The world.</param>
    /// <param name="options">As for <see cref="Run"/>.</param>
    public static DataReport Of(WorldSpec world, DataCheckOptions options)
    {
        var check = new DataCheck(options);
        check.Check(world);
        options.Intact?.Save();
        return new(world.File, "skills and benchmarks", check.records, check.pictures, check.findings);
    }

    /// <summary>Checks the pictures of records that were read already.</summary>
    /// <param name="records">The records.</param>
    /// <param name="folder">Folder of their pictures.</param>
    /// <param name="intact">Remembers pictures that were decoded without error.</param>
    public static IEnumerable<Finding> OfPictures(IReadOnlyList<LlavaRecord> records, PictureFolder folder, IntactPictures? intact) =>
        new PictureCheck(folder, decode: true, intact).Complaints(records).Select(Finding.Of);

    private string Check(string path)
    {
        if (!TrainingRecords.IsMixture(path))
        {
            Records(path, options.Pictures, options.AnswerLimit);
            return "LLaVA records";
        }

        if (StrictYaml.Load(path).AnyFields().Optional("datasets") is not null)
        {
            Mixture(path, options.Pictures, options.AnswerLimit);
            return "a mixture";
        }

        Check(WorldFile.Read(path, options.Scorers, error => findings.Add(Finding.Of(error))));
        return "skills and benchmarks";
    }

    private void Check(WorldSpec world)
    {
        Repeated(world);
        foreach (var skill in world.Skills)
        {
            // With a model, its longest row is the limit.
            var limit = skill.Benchmark.MaxNewTokens ?? (options.Limit is null ? options.AnswerLimit : int.MaxValue);
            Try(() => Training(skill.Train, skill.Pictures, limit));
            if (skill.Validation is { } validation)
            {
                Try(() => Training(validation, skill.Pictures, limit));
            }
        }

        foreach (var benchmark in world.AllBenchmarks)
        {
            Try(() => Records(benchmark.Test, benchmark.Pictures, benchmark.MaxNewTokens ?? options.AnswerLimit, benchmark));
        }
    }

    /// <summary>
    /// Reports benchmarks with the same questions, which count twice in every mean, and test files that are also training data.
    /// </summary>
    private void Repeated(WorldSpec world)
    {
        foreach (var twins in world.AllBenchmarks.GroupBy(benchmark => benchmark with { Id = "", Place = "", MaxNewTokens = null }))
        {
            findings.AddRange(twins.Skip(1).Select(twin => new Finding(
                $"{twin.Place}.test",
                $"it asks the questions of '{twins.First().Id}' again: they count twice in every mean. Leave one of the two out.")
            {
                IsNote = true,
            }));
        }

        findings.AddRange(world.Skills.Where(IsTestTaught).Select(skill => new Finding(
            $"{skill.Benchmark.Place}.test",
            "this file is among the training data: the score says what was learned by heart. Keep records apart for the test.")
        {
            IsNote = true,
        }));
    }

    private static bool IsTestTaught(SkillSpec skill)
    {
        try
        {
            return DataFiles.Of(skill.Train).Select(Path.GetFullPath).Contains(Path.GetFullPath(skill.Benchmark.Test));
        }
        catch (InputException)
        {
            // Reported by the check of the training data.
            return false;
        }
    }

    private void Training(string path, string folder, int limit)
    {
        if (TrainingRecords.IsMixture(path))
        {
            Mixture(path, folder, limit);
        }
        else
        {
            Records(path, folder, limit);
        }
    }

    private void Mixture(string path, string? folder, int limit)
    {
        var (taken, before) = (0, findings.Count);
        var parts = MixtureFile.Read(path, error => findings.Add(Finding.Of(error)));
        foreach (var (part, position) in parts.Select((part, position) => (part, position)))
        {
            Try(() =>
            {
                var read = Records(part.File, folder ?? Path.GetDirectoryName(path), limit);
                taken += part.Strategy.Apply(read, options.Seed, position).Count;
            });
        }

        if (taken == 0 && findings.Count == before)
        {
            findings.Add(new(path, "the mixture selects no record.", "Raise a sampling_strategy, or leave it out."));
        }
    }

    private List<LlavaRecord> Records(string path, string? folder, int limit, BenchmarkSpec? benchmark = null)
    {
        var complaints = new List<LlavaComplaint>();
        var read = LlavaFile.Read(path, complaints.Add, benchmark is null ? options.Skipped : null);
        var count = read.Count
            + complaints.Where(complaint => !complaint.IsNote).Select(complaint => complaint.Place).Distinct().Count();
        if (count == 0)
        {
            findings.Add(new(path, "the file has no records."));
        }

        var images = new PictureFolder(folder ?? Path.GetDirectoryName(path) ?? "");
        var rules = new RecordRules(options.Tokenizer, limit, asksOnly: benchmark is not null, options.Inputs?.ControlTokens);
        var check = new PictureCheck(images, options.DecodePictures, options.Intact)
        {
            Opened = (done, total) => options.Opened?.Invoke(path, done, total),
        };
        var wrong = new List<LlavaComplaint>(read.SelectMany(rules.Complaints));
        wrong.AddRange(check.Complaints(read));
        complaints.AddRange(wrong);
        var sound = read.Except(Broken(read, wrong)).ToList();
        complaints.AddRange(benchmark is null ? TooLong(path, sound, images) : Questions(sound, images, benchmark));
        findings.AddRange(complaints
            .OrderBy(complaint => complaint.Place.File, StringComparer.Ordinal)
            .ThenBy(complaint => complaint.Place.Index)
            .Select(Finding.Of));
        records += count;
        pictures += check.Count;
        return read;
    }

    private static IEnumerable<LlavaRecord> Broken(List<LlavaRecord> read, List<LlavaComplaint> wrong)
    {
        var places = wrong.Where(complaint => !complaint.IsNote).Select(complaint => complaint.Place).ToHashSet();
        return read.Where(record => places.Contains(record.Place));
    }

    private IEnumerable<LlavaComplaint> TooLong(string path, IReadOnlyList<LlavaRecord> sound, PictureFolder images)
    {
        if (options is not { Inputs: { } inputs, Limit: { } limit })
        {
            return [];
        }

        var overlong = sound
            .Where(record => inputs.MayExceed(limit.Tokens, record, images))
            .Select(record => (Record: record, Length: inputs.LengthOf(record, images)))
            .Where(measured => measured.Length > limit.Tokens)
            .ToList();
        if (limit.Overlong == OverlongRecords.Refuse)
        {
            return overlong.Select(measured => new LlavaComplaint(
                measured.Record.Place,
                [measured.Record.TurnsField],
                $"the record has {measured.Length:N0} tokens with its pictures, the longest row has {limit.Tokens:N0}.",
                "Shorten it, or set training.overlong to 'cut' or 'drop'."));
        }

        if (overlong.Count > 0)
        {
            var limited = inputs.Within(limit, inputs.Examples(overlong.Select(measured => measured.Record), images));
            findings.Add(limited.Dropped == sound.Count
                ? new(
                    path,
                    $"each of the {sound.Count:N0} records is longer than {limit.Tokens:N0} tokens and would be left out. "
                        + "Raise training.max_length.")
                : new(
                    path,
                    $"of {sound.Count:N0} records, {limited.Cut:N0} are cut to {limit.Tokens:N0} tokens and {limited.Dropped:N0} are "
                        + "left out, as training.overlong asks.")
                {
                    IsNote = true,
                });
        }

        return [];
    }

    private IEnumerable<LlavaComplaint> Questions(IEnumerable<LlavaRecord> sound, PictureFolder images, BenchmarkSpec benchmark)
    {
        foreach (var record in sound)
        {
            LlavaComplaint? complaint = null;
            try
            {
                if (BenchmarkItems.Of(record, images) is var item && options.Question?.Invoke(benchmark, item) is { } found)
                {
                    var field = record.Document is null ? record.TurnsField : "doc";
                    complaint = new(record.Place, [field], found.Problem, found.Fix) { IsNote = found.IsNote };
                }
            }
            catch (InputException error)
            {
                findings.Add(Finding.Of(error));
            }

            if (complaint is not null)
            {
                yield return complaint;
            }
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (InputException error)
        {
            findings.Add(Finding.Of(error));
        }
    }
}
