using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Inputs;

/// <summary>A file that a run reads.</summary>
/// <param name="Name">What it is for, and its path below the folder it belongs to: <c>pictures/cub200/0001.png</c>.</param>
/// <param name="Hash">SHA-256 of its content.</param>
internal readonly record struct InputFile(string Name, ContentHash Hash)
{
    private const int HashEnd = 64;
    private const int NameStart = HashEnd + 2;

    /// <summary>The list that an event names.</summary>
    /// <exception cref="InputException">It is missing, was altered, or has a line that is no hash and name.</exception>
    public static IReadOnlyList<InputFile> ReadList(RunFolder folder, InputsRecorded recorded)
    {
        var path = folder.Resolve(recorded.FilesPath, EventNames.Of(recorded));
        if (!File.Exists(path) || ContentHash.OfFile(path) != recorded.Files)
        {
            throw new InputException(
                path, "the list of what the experiment reads is missing or was altered.", "See 'lmmcl audit verify'.");
        }

        return [.. File.ReadLines(path).Select((line, index) => Parse(line, $"{path}: line {index + 1}"))];
    }

    /// <summary>Describes every file that was changed, added or removed.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<InputFile> recorded, IReadOnlyList<InputFile> here)
    {
        var (then, now) = (ByName(recorded), ByName(here));
        foreach (var name in then.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (was, isNow) = (then.GetValueOrDefault(name), now.GetValueOrDefault(name));
            if (was != isNow)
            {
                yield return !then.ContainsKey(name) ? $"{name} ({isNow.Short}) is new"
                    : !now.ContainsKey(name) ? $"{name} ({was.Short}) is gone"
                    : $"{name} was {was.Short}, now it is {isNow.Short}";
            }
        }
    }

    private static InputFile Parse(string line, string place) =>
        line.Length > NameStart && line[HashEnd..NameStart] == "  " && line[..HashEnd].All(char.IsAsciiHexDigit)
            ? new InputFile(line[NameStart..], new ContentHash(line[..HashEnd]))
            : throw new InputException(place, "it is not a SHA-256, two spaces and a name.", "See 'lmmcl audit verify'.");

    private static Dictionary<string, ContentHash> ByName(IReadOnlyList<InputFile> files) =>
        files.DistinctBy(file => file.Name).ToDictionary(file => file.Name, file => file.Hash, StringComparer.Ordinal);
}
