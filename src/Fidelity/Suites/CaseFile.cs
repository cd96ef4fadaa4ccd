using System.Text.Json;

namespace LmmCl.Fidelity.Suites;

/// <summary>A suite's <c>cases.json</c>: a list of objects with a kind and a name.</summary>
internal static class CaseFile
{
    /// <summary>The cases in file order.</summary>
    public static IReadOnlyList<JsonElement> Read(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>Name of the case.</summary>
    public static string NameOf(JsonElement item) => item.GetProperty("name").GetString() ?? "";

    /// <summary>A string field.</summary>
    public static string Text(this JsonElement item, string field) => item.GetProperty(field).GetString() ?? "";

    /// <summary>A number, or null for JSON's null.</summary>
    public static double? NumberOrNull(this JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
}
