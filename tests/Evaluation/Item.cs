using System.Text.Json;

namespace LmmCl.Evaluation.Tests;

/// <summary>Benchmark items for tests.</summary>
internal static class Item
{
    public static JsonElement Of(object fields) => JsonSerializer.SerializeToElement(fields);

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();
}
