using System.Text.Json.Nodes;
using LmmCl.Abstractions;

namespace LmmCl.Testing.Tests;

public class EverythingConformance : MethodConformance
{
    protected override JsonObject Settings => new() { ["share"] = 0.9 };

    protected override string Manifest =>
        """
        {
          "id": "Everything",
          "version": "1.0.0",
          "assembly": "LmmCl.Testing.Tests.dll",
          "contract": { "min": "1.0", "max": "2.0" },
          "capabilities": ["NeedsTeacher", "AddsParameters", "MergesWeights", "ChangesInference", "KeepsStateBetweenStages"],
          "files": {}
        }
        """;

    private protected override IEnumerable<Type> ExportedMethods => [typeof(EverythingMethod)];

    protected override IMitigationMethod Create() => new EverythingMethod();
}
