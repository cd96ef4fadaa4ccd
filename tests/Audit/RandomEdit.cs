using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmmCl.Audit.Tests;

/// <summary>
/// One random edit of a finished run by somebody who owns store and files: a field, the order, the time or the presence of an event, or a
/// byte of a file. All hashes that follow are made anew.
/// </summary>
internal static class RandomEdit
{
    private const string Digits = "0123456789";

    /// <summary>Edits a run.</summary>
    /// <returns>What was edited, such as <c>stage-started.data</c>; and how to undo an edit of a file.</returns>
    public static (string What, Action Undo) Apply(RecordedRun run, string root, Random random) => random.Next(10) switch
    {
        0 => (Drop(run, random), () => { }),
        1 => (Swap(run, random), () => { }),
        2 => (Move(run, random), () => { }),
        3 => (Repeat(run, random), () => { }),
        4 or 5 => ChangeFile(run, root, random),
        _ => (ChangeField(run.Events[random.Next(run.Events.Count)], random), () => { }),
    };

    private static string Drop(RecordedRun run, Random random)
    {
        var place = random.Next(run.Events.Count);
        var dropped = run.Events[place];
        run.Events.RemoveAt(place);
        return $"without {dropped.Type}";
    }

    private static string Swap(RecordedRun run, Random random)
    {
        var place = random.Next(run.Events.Count - 1);
        var (first, second) = (run.Events[place], run.Events[place + 1]);
        (run.Events[place], run.Events[place + 1]) = (second, first);
        (first.At, second.At) = (second.At, first.At);
        return $"{second.Type} before {first.Type}";
    }

    private static string Move(RecordedRun run, Random random)
    {
        var happened = run.Events[random.Next(run.Events.Count)];
        happened.At += TimeSpan.FromMinutes(random.Next(2) == 0 ? -60 : 60);
        return $"time of {happened.Type}";
    }

    private static string Repeat(RecordedRun run, Random random)
    {
        var place = random.Next(run.Events.Count);
        var copy = run.Events[place].Copy();
        var changed = ChangeField(copy, random);
        run.Events.Insert(place + 1, copy);
        return $"again {changed}";
    }

    private static string ChangeField(EditedEvent happened, Random random)
    {
        var leaves = Leaves(happened.Data, "").ToList();
        var (path, value) = leaves[random.Next(leaves.Count)];
        value.ReplaceWith(Changed(value, random));
        return $"{happened.Type}{path}";
    }

    private static IEnumerable<(string Path, JsonValue Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Leaves(field.Value, $"{path}.{field.Key}")),
        JsonArray items => items.SelectMany(item => Leaves(item, path)),
        JsonValue value => [(path, value)],
        _ => [],
    };

    private static JsonNode? Changed(JsonValue value, Random random) => value.GetValueKind() switch
    {
        JsonValueKind.True => false,
        JsonValueKind.False => true,
        JsonValueKind.Number when value.TryGetValue<long>(out var whole) => whole + (random.Next(2) == 0 ? 1 : -1),
        JsonValueKind.Number => value.GetValue<double>() * 1.01,
        _ => Changed(value.GetValue<string>(), random),
    };

    private static string Changed(string text, Random random)
    {
        var digits = text.Index().Where(character => Digits.Contains(character.Item)).Select(character => character.Index).ToList();
        if (digits.Count == 0)
        {
            return text + "x";
        }

        var place = digits[random.Next(digits.Count)];
        var digit = Digits[(Digits.IndexOf(text[place]) + 1 + random.Next(Digits.Length - 1)) % Digits.Length];
        return text[..place] + digit + text[(place + 1)..];
    }

    private static (string What, Action Undo) ChangeFile(RecordedRun run, string root, Random random)
    {
        var files = run.Files(root).ToList();
        var (path, manifest) = files[random.Next(files.Count)];
        var (before, listed) = (File.ReadAllBytes(path), manifest is null ? null : File.ReadAllBytes(manifest));
        var bytes = (byte[])before.Clone();
        var place = random.Next(bytes.Length);
        bytes[place] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(path, bytes);
        if (manifest is not null && listed is not null && manifest != path)
        {
            var text = System.Text.Encoding.UTF8.GetString(listed).Replace(Hash(before), Hash(bytes), StringComparison.Ordinal);
            File.WriteAllText(manifest, text);
            run.Rehash(Hash(listed), Hash(File.ReadAllBytes(manifest)));
        }

        run.Rehash(Hash(before), Hash(bytes));
        var folder = Path.GetRelativePath(root, path).Split('/')[0];
        var what = manifest == path ? "manifest" : folder == "answers" ? $"answers.{FieldOf(before, bytes, place)}" : folder;
        return ($"byte of {what}", () =>
        {
            File.WriteAllBytes(path, before);
            if (manifest is not null && listed is not null)
            {
                File.WriteAllBytes(manifest, listed);
            }
        }
        );
    }

    /// <summary>The field of a per-sample file's line in which a byte was changed.</summary>
    private static string FieldOf(byte[] before, byte[] bytes, int place)
    {
        try
        {
            var (was, isNow) = (Line(before, place), Line(bytes, place));
            return was.Select(field => field.Key).FirstOrDefault(key => !JsonNode.DeepEquals(was[key], isNow[key])) ?? "format";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "format";
        }
    }

    private static JsonObject Line(byte[] content, int place)
    {
        var start = content.AsSpan(0, place).LastIndexOf((byte)'\n') + 1;
        var length = content.AsSpan(start).IndexOf((byte)'\n');
        return JsonNode.Parse(content.AsSpan(start, length))!.AsObject();
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
