using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>
/// Recognises paths that are given in place of a checkpoint folder: a name on a hub, a file, a folder around the checkpoint, an adapter.
/// Errors say what the path is and what to name instead.
/// </summary>
public static class OtherFolder
{
    private const string Adapter = "adapter_config.json";
    private const int DeepestSearch = 2;
    private const int MostFoldersSought = 1_000;

    private static readonly EnumerationOptions below = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = DeepestSearch,
        IgnoreInaccessible = true,
    };

    /// <summary>Refuses a path at which there is no folder.</summary>
    /// <exception cref="InputException">There is none; the message says what there is.</exception>
    public static void RefuseAbsent(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var place = $"model '{path}'";
        if (File.Exists(path))
        {
            throw new InputException(place, "this is a file, where a checkpoint folder is expected.", "Name the folder it is in.");
        }

        // A hub name has the form owner/name, and no folder named after the owner exists either.
        var owner = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path)));
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        throw new InputException(
            place,
            "the folder does not exist.",
            owner is { Length: > 0 } && !Directory.Exists(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path)))
                ? $"Nothing is downloaded: 'hf download {owner}/{name} --local-dir FOLDER' fetches a model by its name; then name FOLDER."
                : "Name a checkpoint folder in Hugging Face layout.");
    }

    /// <summary>The error for a folder without <c>config.json</c>.</summary>
    public static InputException WithoutConfig(string path)
    {
        var config = Path.Combine(path, "config.json");
        if (LinkedFile.TargetOf(config) is { } target)
        {
            return new(config, $"this link names '{target}', which does not exist.", "Download the file, or mend the link.");
        }

        if (File.Exists(Path.Combine(path, Adapter)))
        {
            return IsAdapter(path);
        }

        var inside = Directory.EnumerateDirectories(path, "*", below)
            .Take(MostFoldersSought)
            .Where(folder => LinkedFile.Exists(Path.Combine(folder, "config.json")))
            .Select(folder => Path.GetRelativePath(path, folder))
            .Order(StringComparer.Ordinal)
            .ToList();
        return inside.Count == 0
            ? new(path, "there is no config.json.", "Name a folder in the Hugging Face layout.")
            : new(
                path,
                $"there is no config.json here, but in {(inside.Count == 1 ? $"'{inside[0]}'" : $"{inside.Count:N0} folders below it")}.",
                $"Name the checkpoint itself, such as '{Path.Combine(path, inside[^1])}'.");
    }

    /// <summary>The error for the folder of an adapter.</summary>
    internal static InputException IsAdapter(string path) => new(
        path,
        "this is the folder of an adapter, not of a model.",
        "Name its base model under 'model', and this folder under 'settings: { adapter: ... }' of LoRA.");
}
