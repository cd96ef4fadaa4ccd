using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;
using LmmCl.Data.Yaml;

namespace LmmCl.Data.Checks;

/// <summary>Reports all problems in a user's data, not only the first: <c>lmmcl data check FILE</c>.</summary>
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
        return new(path, kind, check.records, check.pictures, check.findings);
    }

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

        World(path);
        return "skills and benchmarks";
    }

    private void World(string path)
    {
        var world = WorldFile.Read(path, options.Scorers, error => findings.Add(Finding.Of(error)));
        foreach (var skill in world.Skills)
        {
            var limit = skill.Benchmark.MaxNewTokens ?? options.AnswerLimit;
            Try(() =>
            {
                if (TrainingRecords.IsMixture(skill.Train))
                {
                    Mixture(skill.Train, skill.Pictures, limit);
                }
                else
                {
                    Records(skill.Train, skill.Pictures, limit);
                }
            });
        }

        foreach (var benchmark in world.AllBenchmarks)
        {
            Try(() => Records(benchmark.Test, benchmark.Pictures, benchmark.MaxNewTokens ?? options.AnswerLimit));
        }
    }

    private void Mixture(string path, string? folder, int limit)
    {
        foreach (var (part, position) in MixtureFile.Read(path).Select((part, position) => (part, position)))
        {
            Try(() =>
            {
                var read = Records(part.File, folder ?? Path.GetDirectoryName(path), limit);
                part.Strategy.Apply(read, seed: 0, position);
            });
        }
    }

    private List<LlavaRecord> Records(string path, string? folder, int limit)
    {
        var complaints = new List<LlavaComplaint>();
        var read = LlavaFile.Read(path, complaints.Add);
        var count = read.Count + complaints.Select(complaint => complaint.Place).Distinct().Count();
        if (count == 0)
        {
            findings.Add(new(path, "the file has no records."));
        }

        var rules = new RecordRules(options.Tokenizer, limit);
        var check = new PictureCheck(new PictureFolder(folder ?? Path.GetDirectoryName(path) ?? ""), options.DecodePictures);
        complaints.AddRange(read.SelectMany(record => rules.Complaints(record).Concat(check.Complaints(record))));
        findings.AddRange(complaints
            .OrderBy(complaint => complaint.Place.File, StringComparer.Ordinal)
            .ThenBy(complaint => complaint.Place.Index)
            .Select(complaint => Finding.Of(complaint.AsError())));
        records += count;
        pictures += check.Count;
        return read;
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
