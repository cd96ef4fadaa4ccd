using System.Xml.Linq;

namespace LmmCl.Architecture.Tests;

/// <summary>Which part may refer to which. Arrows point one way (docs/architecture.md).</summary>
internal static class DependencyArrows
{
    private static readonly Dictionary<string, string[]> allowed = new()
    {
        ["LmmCl.Abstractions"] = ["TorchSharp"],
        ["LmmCl.Events"] = ["LmmCl.Abstractions"],
        ["LmmCl.Modeling"] = ["LmmCl.Abstractions"],
        ["LmmCl.EventStore"] = ["LmmCl.Events"],
        ["LmmCl.Data"] = ["LmmCl.Modeling"],
        ["LmmCl.Evaluation"] = ["LmmCl.Data", "LmmCl.Events"],
        ["LmmCl.Training"] = ["LmmCl.Data", "LmmCl.Events"],
        ["LmmCl.Plugins"] = ["LmmCl.Modeling", "LmmCl.Events"],
        ["LmmCl.Runs"] = ["LmmCl.Plugins", "LmmCl.Training", "LmmCl.Evaluation", "LmmCl.EventStore"],
        ["LmmCl.Reports"] = ["LmmCl.Runs"],
        ["LmmCl.Audit"] = ["LmmCl.Reports"],
        ["LmmCl.Fidelity"] = ["LmmCl.Training", "LmmCl.Evaluation"],
        ["LmmCl.Testing"] = ["LmmCl.Training"],
        ["LmmCl.Host"] = ["LmmCl.Audit", "LmmCl.Fidelity"],
    };

    private static readonly string[] seenByPlugins = ["LmmCl.Abstractions", "TorchSharp"];

    /// <summary>The projects and packages that a project file refers to.</summary>
    public static IReadOnlyList<string> References(XDocument project) =>
        [.. project.Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference"
                && element.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(element => element.Attribute("Include")!.Value)
            .Select(include => include.EndsWith(".csproj", StringComparison.Ordinal)
                ? Path.GetFileNameWithoutExtension(include)
                : include)];

    /// <summary>The references that break a rule, each as a sentence.</summary>
    public static IEnumerable<string> Violations(string name, bool isPlugin, IEnumerable<string> references)
    {
        foreach (var reference in references)
        {
            var forbidden = isPlugin
                ? !seenByPlugins.Contains(reference)
                : reference.StartsWith("LmmCl.", StringComparison.Ordinal) && !allowed[name].Contains(reference);
            if (forbidden)
            {
                yield return $"{name} refers to {reference}";
            }
        }
    }
}
