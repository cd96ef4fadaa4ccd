using System.Text;
using System.Text.Json.Nodes;

namespace LmmCl.Tests;

/// <summary>Settings in JSON with random damage.</summary>
internal static class DamagedJson
{
    private const string Place = "~exchanged~";

    private static readonly string[] values =
    [
        "null", "true", "-1", "0", "1", "3", "0.5", "1e308", "99999999999", "9223372036854775808", "\"\"", "\"x\"", "\"\\ud800\"", "[]",
        "{}", "[null]", "[1, -1]", "[[384, 384]]", "{\"a\": null}", "{\"\\ud800\": 1}", "{\"a\": 1, \"a\": 1}",
    ];

    /// <summary>The settings with one value exchanged or removed, or with some bytes changed.</summary>
    public static string Of(string whole, Random random) => random.Next(2) == 0 ? WithValue(whole, random) : WithBytes(whole, random);

    private static string WithValue(string whole, Random random)
    {
        var root = JsonNode.Parse(whole)!;
        var fields = Objects(root).SelectMany(parent => parent.Select(field => (Parent: parent, field.Key))).ToList();
        var (parent, key) = fields[random.Next(fields.Count)];
        if (random.Next(values.Length + 1) is var drawn && drawn < values.Length)
        {
            parent[key] = Place;
            return root.ToJsonString().Replace($"\"{Place}\"", values[drawn], StringComparison.Ordinal);
        }

        parent.Remove(key);
        return root.ToJsonString();
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Objects(field.Value)).Prepend(fields),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    private static string WithBytes(string whole, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(whole);
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(32, 127);
        }

        return Encoding.UTF8.GetString(bytes);
    }
}
