using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Testing;

namespace LmmCl.WiSEFT.Tests;

public class WiSEFTConformance : MethodConformance
{
    /// <summary>Files are for a sweep.</summary>
    protected override MethodCapabilities UnusedCapabilities => MethodCapabilities.KeepsStateBetweenStages;

    protected override IMitigationMethod Create() => new WiSEFTMethod();
}

public class SweptWiSEFTConformance : MethodConformance
{
    protected override JsonObject Settings => new() { ["sweep"] = new JsonArray(0, 0.3, 1) };

    protected override IMitigationMethod Create() => new WiSEFTMethod();
}

public class PublishedWiSEFTConformance : MethodConformance
{
    protected override JsonObject Settings => new() { ["mode"] = "as-published", ["sweep"] = new JsonArray(0.5), ["recipe"] = "full" };

    protected override IMitigationMethod Create() => new WiSEFTMethod();
}
