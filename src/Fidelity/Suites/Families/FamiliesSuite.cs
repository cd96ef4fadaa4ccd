using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>Golden files of whole models: results of transformers on tiny checkpoints of each family.</summary>
/// <param name="methods">Creates a method by id, for the cases with an adapter.</param>
/// <param name="placement">Device and data type of the models.</param>
public sealed class FamiliesSuite(Func<string, IMitigationMethod> methods, Placement placement) : IGoldenSuite
{
    /// <inheritdoc/>
    public string Name => "families";

    /// <inheritdoc/>
    public IEnumerable<GoldenCase> Cases(string folder)
    {
        foreach (var child in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var cases = Path.Combine(child, "cases.json");
            var found = File.Exists(cases) ? OfFamily(child, FamilyEntry.ReadAll(cases))
                : Path.GetFileName(child) == "real_shapes" ? Directory.GetFiles(child, "*.json")
                    .Order(StringComparer.Ordinal)
                    .SelectMany(CountCases.OfPublished)
                : [GoldenCase.NotCovered("families", Path.GetFileName(child), "the folder has no cases.json")];
            foreach (var item in found)
            {
                yield return item;
            }
        }
    }

    private IEnumerable<GoldenCase> OfFamily(string path, IReadOnlyList<FamilyEntry> entries)
    {
        var family = new FamilyFolder(path, placement);
        var type = TypeOf(family.PathOf("checkpoint/config.json"));
        return ModelFamilies.All.Any(known => known.ModelTypes.Contains(type))
            ? OfKnown(family, path, entries)
            : entries.Select(entry => GoldenCase.NotCovered($"families/{family.Name}", entry.Name, $"the family {type} is not there yet"));
    }

    private IEnumerable<GoldenCase> OfKnown(FamilyFolder family, string path, IReadOnlyList<FamilyEntry> entries)
    {
        var (counts, configs) = (Path.Combine(path, "counts.json"), Path.Combine(path, "configs"));
        var checkpoints = Directory.GetDirectories(path, "checkpoint*")
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal)
            .ToList();
        var forwards = entries.Where(entry => entry is { Kind: "forward", Adapter: null }).ToList();
        return
        [
            .. entries.SelectMany(entry => Of(entry, family, entries)),
            .. LayoutCases.OfCheckpoints(family, checkpoints, forwards),
            .. Directory.Exists(configs)
                ? LayoutCases.OfConfigs(family, Directory.GetFiles(configs, "*.json").Order(StringComparer.Ordinal), forwards)
                : [],
            .. File.Exists(counts) ? CountCases.OfFamily(family, counts) : [],
        ];
    }

    private IEnumerable<GoldenCase> Of(FamilyEntry entry, FamilyFolder family, IReadOnlyList<FamilyEntry> entries) =>
        entry.Kind switch
        {
            "forward" when entry.Adapter is not null => AdapterCases.Of(entry, family, methods),
            "forward" => ForwardCases.Of(entry, family),
            "loss" => LossCases.Of(entry, family),
            "trajectory" => TrajectoryCases.Of(entry, family, [.. entries.Where(other => other.Kind == "loss")]),
            "greedy" => [GreedyCases.Of(entry, family)],
            var kind => [GoldenCase.NotCovered($"families/{family.Name}/{kind}", entry.Name, $"cases of kind '{kind}' are not known")],
        };

    private static string TypeOf(string file)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(file));
        return config.RootElement.TryGetProperty("model_type", out var type) ? type.GetString() ?? "" : "";
    }
}
