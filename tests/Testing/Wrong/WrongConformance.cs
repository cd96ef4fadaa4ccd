using System.Text.Json.Nodes;
using LmmCl.Abstractions;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>The kit over one of the wrong methods. Not public, so xunit does not run it by itself.</summary>
internal sealed class WrongConformance(Type method) : MethodConformance
{
    protected override JsonObject Settings => method == typeof(HasADefaultOutOfItsRange) ? new() { ["strength"] = 0.5 } : [];

    protected override string Manifest => new JsonObject
    {
        ["id"] = method.Name,
        ["version"] = "1.0.0",
        ["assembly"] = "LmmCl.Testing.Tests.dll",
        ["contract"] = new JsonObject { ["min"] = "1.0", ["max"] = "2.0" },
        ["capabilities"] = Capabilities(),
        ["files"] = new JsonObject(),
    }.ToJsonString();

    private protected override TimeSpan CancellationTimeout => method == typeof(WaitsAfterCancellation) ? TimeSpan.FromSeconds(3) : base.CancellationTimeout;

    /// <summary>This assembly has many, and none that is public.</summary>
    private protected override IEnumerable<Type> ExportedMethods => [method];

    protected override IMitigationMethod Create() => (IMitigationMethod)Activator.CreateInstance(method, nonPublic: true)!;

    private JsonArray Capabilities()
    {
        var declared = Create().Describe().Capabilities;
        var names = Enum.GetValues<MethodCapabilities>().Where(capability => capability != 0 && declared.HasFlag(capability));
        return [.. names.Select(name => JsonValue.Create(name.ToString()))];
    }
}
