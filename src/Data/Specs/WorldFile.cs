using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Yaml;

namespace LmmCl.Data.Specs;

/// <summary>Reads the YAML in which users list skills and benchmarks. Paths are relative to the file's own folder.</summary>
public static class WorldFile
{
    private const int LongestAnswer = 4_096;

    private static readonly string[] benchmarkKeys =
        ["id", "images", "test", "scorer", "prompt", "answer_form", "max_new_tokens", "end_tokens"];

    /// <summary>Returns the file's skills and benchmarks.</summary>
    /// <param name="path">Path of the YAML file.</param>
    /// <param name="scorers">Known scorer ids; null leaves the check to the caller.</param>
    /// <exception cref="InputException">
    /// A key is unknown or missing, a file does not exist, an id is duplicated, or a scorer is unknown.
    /// </exception>
    public static WorldSpec Read(string path, IReadOnlyCollection<string>? scorers = null) => Read(path, scorers, error => throw error);

    /// <summary>Returns the usable entries; problems with the others are reported to <paramref name="complain"/>.</summary>
    internal static WorldSpec Read(string path, IReadOnlyCollection<string>? scorers, Action<InputException> complain)
    {
        var root = StrictYaml.Load(path).Fields("skills", "benchmarks");
        if (root.Optional("skills") is null && root.Optional("benchmarks") is null)
        {
            throw root.Place.Wrong("neither 'skills' nor 'benchmarks' is there.", "List at least one skill.");
        }

        var folder = Path.GetDirectoryName(path) ?? "";
        var skills = Entries(root.Optional("skills"), item => Skill(item, folder, scorers), complain);
        var benchmarks = Entries(
            root.Optional("benchmarks"), item => Benchmark(item, item.Fields(benchmarkKeys), folder, scorers), complain);
        RefuseTwins([.. skills.Select(skill => skill.Benchmark), .. benchmarks], complain);
        return new(path, skills, benchmarks);
    }

    private static List<T> Entries<T>(YamlPlace? list, Func<YamlPlace, T> read, Action<InputException> complain)
    {
        var result = new List<T>();
        foreach (var item in list?.Items() ?? [])
        {
            try
            {
                result.Add(read(item));
            }
            catch (InputException error)
            {
                complain(error);
            }
        }

        return result;
    }

    private static SkillSpec Skill(YamlPlace item, string folder, IReadOnlyCollection<string>? scorers)
    {
        var fields = item.Fields([.. benchmarkKeys, "train", "validation"]);
        var train = NamedFile.Resolve(fields.Required("train"), folder);
        return new(Id(fields), train, Pictures(fields, folder, train), Benchmark(item, fields, folder, scorers))
        {
            Validation = fields.Optional("validation") is { } validation ? NamedFile.Resolve(validation, folder) : null,
        };
    }

    private static BenchmarkSpec Benchmark(YamlPlace item, YamlFields fields, string folder, IReadOnlyCollection<string>? scorers)
    {
        var test = NamedFile.Resolve(fields.Required("test"), folder);
        var scorer = fields.Required("scorer");
        return new(
            Id(fields),
            test,
            Pictures(fields, folder, test),
            scorers is null ? scorer.Text() : scorer.OneOf(scorers),
            Prompt(fields.Optional("prompt")),
            fields.Optional("answer_form")?.Text(),
            fields.Optional("max_new_tokens")?.Integer(1, LongestAnswer),
            item.ToString())
        {
            EndTokens = EndTokens(fields.Optional("end_tokens")),
        };
    }

    private static List<string>? EndTokens(YamlPlace? place)
    {
        var tokens = place?.Items().Select(item => item.Text()).ToList();
        return tokens is not { Count: 0 } ? tokens
            : throw place!.Wrong("the list is empty.", "Name at least one token, such as '<|im_end|>', or leave it out.");
    }

    /// <summary>Reads an id, which is restricted to letters, digits and a few marks because it names files.</summary>
    private static string Id(YamlFields fields)
    {
        var place = fields.Required("id");
        var id = place.Text();
        return id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && id.Any(char.IsAsciiLetterOrDigit)
            ? id
            : throw place.Wrong($"'{id}' cannot be an id.", "Use letters, digits, '-', '_' and '.'.");
    }

    private static string Pictures(YamlFields fields, string folder, string data) =>
        fields.Optional("images") is { } images ? NamedFile.ResolveFolder(images, folder) : Path.GetDirectoryName(data) ?? "";

    private static PromptText? Prompt(YamlPlace? place)
    {
        if (place is null)
        {
            return null;
        }

        var fields = place.Fields("before", "after");
        return new(fields.Optional("before")?.Text() ?? "", fields.Optional("after")?.Text() ?? "");
    }

    private static void RefuseTwins(IReadOnlyList<BenchmarkSpec> benchmarks, Action<InputException> complain)
    {
        var byId = benchmarks.GroupBy(benchmark => benchmark.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var twins in byId.Where(group => group.Count() > 1))
        {
            complain(new InputException(
                twins.Last().Place, $"the id '{twins.Key}' is there twice.", "Every skill and benchmark needs an id of its own."));
        }
    }
}
