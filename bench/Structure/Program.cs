using System.Reflection;
using LmmCl.Architecture.Tests;
using LmmCl.Tests;

Console.WriteLine($"files from run to step: {RunPath.Files(Repository.Root).Count}");

var assemblies = Directory.GetFiles(AppContext.BaseDirectory, "LmmCl.*.dll")
    .Where(path => !path.EndsWith(".Bench.dll", StringComparison.Ordinal))
    .ToList();
Console.WriteLine($"namespace cycles: {assemblies.Sum(path => NamespaceCycles.Of(path).Count)} in {assemblies.Count} assemblies");

// A type that holds a score with its scorer's version: what a score is carried in between scorer and report.
var scores = assemblies
    .SelectMany(path => Assembly.LoadFrom(path).GetTypes())
    .Where(type => type.GetProperty("ScorerVersion") is not null && type.GetProperty("Value") is not null)
    .Select(type => type.FullName);
Console.WriteLine($"score types: {string.Join(", ", scores)}");

foreach (var project in Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Order(StringComparer.Ordinal))
{
    var lines = Repository.Files(Path.GetRelativePath(Repository.Root, project), "*.cs").Sum(path => File.ReadLines(path).Count());
    Console.WriteLine($"{Path.GetFileName(project),-13} {lines,6} lines");
}
