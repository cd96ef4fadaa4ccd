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
    public static IReadOnlyList<MixturePart> Read(string path, bool asPublished = false) =>
        [.. Items(path).Select(item => Part(item, path, asPublished))];

    /// <summary>Returns the usable parts; problems with the others are reported to <paramref name="complain"/>.</summary>
    /// <exception cref="InputException">The YAML is malformed.</exception>
    internal static IReadOnlyList<MixturePart> Read(string path, Action<InputException> complain)
    {
        var parts = new List<MixturePart>();
        foreach (var item in Items(path))
        {
            try
            {
                parts.Add(Part(item, path, asPublished: false));
            }
            catch (InputException error)
            {
                complain(error);
            }
        }

        return parts;
    }

    private static IReadOnlyList<YamlPlace> Items(string path) =>
        StrictYaml.Load(path).Fields("datasets").Required("datasets").Items();

    private static MixturePart Part(YamlPlace item, string path, bool asPublished)
    {
        var fields = item.Fields("json_path", "sampling_strategy");
        var file = NamedFile.Resolve(fields.Required("json_path"), Path.GetDirectoryName(path) ?? "");
        var strategy = fields.Optional("sampling_strategy");
        return new(file, SamplingStrategy.Parse(strategy?.Text(), (strategy ?? item).ToString(), asPublished));
    }
}
