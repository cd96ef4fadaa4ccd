using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Yaml;

namespace LmmCl.Data.Mixtures;

/// <summary>
/// Reads the YAML that mixes several LLaVA files: <c>datasets</c>, each with <c>json_path</c> and <c>sampling_strategy</c>.
/// </summary>
public static class MixtureFile
{
    /// <summary>Returns the files of the mixture in order; relative paths are resolved against the YAML's own folder.</summary>
    /// <exception cref="InputException">The YAML is malformed, or a file is missing.</exception>
    public static IReadOnlyList<MixturePart> Read(string path, bool asPublished = false)
    {
        var datasets = StrictYaml.Load(path).Fields("datasets").Required("datasets");
        return [.. datasets.Items().Select(item => Part(item, path, asPublished))];
    }

    private static MixturePart Part(YamlPlace item, string path, bool asPublished)
    {
        var fields = item.Fields("json_path", "sampling_strategy");
        var file = NamedFile.Resolve(fields.Required("json_path"), Path.GetDirectoryName(path) ?? "");
        var strategy = fields.Optional("sampling_strategy");
        return new(file, SamplingStrategy.Parse(strategy?.Text(), (strategy ?? item).ToString(), asPublished));
    }
}
