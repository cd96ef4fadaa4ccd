using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Training.Validation;

namespace LmmCl.Training.State;

/// <summary>
/// Contents of a state folder, written last: a folder without a manifest is an interrupted write and treated as absent. Random numbers and
/// data position follow from seed and step, so only the step is stored.
/// </summary>
/// <param name="Run">Hash of everything that must match for a resumed run to end with the same weights.</param>
/// <param name="Step">Number of optimiser steps taken.</param>
/// <param name="LabelTokens">Number of labelled tokens seen so far.</param>
/// <param name="LastLoss">Loss of the last step.</param>
/// <param name="Seconds">Training time so far, in seconds.</param>
/// <param name="MomentSteps">AdamW's step count of each parameter.</param>
/// <param name="Files">SHA-256 of the other files.</param>
internal sealed record StateManifest(
    string Run,
    int Step,
    long LabelTokens,
    double LastLoss,
    double Seconds,
    IReadOnlyDictionary<string, long> MomentSteps,
    IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The measurements on validation data so far; null if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValidationProgress? Validation { get; init; }

    public const string FileName = "state.json";

    private static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>
    /// Reads the manifest of <paramref name="folder"/>; returns null if it is missing or unreadable, or if a file does not match it.
    /// </summary>
    public static StateManifest? Intact(string folder)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<StateManifest>(File.ReadAllBytes(Path.Combine(folder, FileName)), options);
            bool IsWhole(string file, string hash) => ContentHash.OfFile(Path.Combine(folder, file)).Hex == hash;
            return manifest?.Files.All(file => IsWhole(file.Key, file.Value)) == true ? manifest : null;
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the manifest of a recorded state, and compares every file of the folder with it.</summary>
    /// <param name="folder">Folder of the state.</param>
    /// <param name="recorded">The recorded hash of its manifest.</param>
    /// <exception cref="InputException">The manifest or another file was altered, is missing, or was added.</exception>
    public static StateManifest OfRecorded(string folder, ContentHash recorded)
    {
        var path = Path.Combine(folder, FileName);
        Check(path, recorded);
        var manifest = JsonSerializer.Deserialize<StateManifest>(File.ReadAllBytes(path), options)!;
        foreach (var (file, hash) in manifest.Files)
        {
            Check(Path.Combine(folder, file), new ContentHash(hash));
        }

        var added = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .FirstOrDefault(file => file != FileName && !manifest.Files.ContainsKey(file));
        return added is null ? manifest : throw Altered(Path.Combine(folder, added), "it is not part of the recorded state.");
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, options);

    private static void Check(string path, ContentHash recorded)
    {
        if (!File.Exists(path))
        {
            throw Altered(path, $"it is missing; SHA-256 {recorded.Short} was recorded.");
        }

        if (ContentHash.OfFile(path) is var found && found != recorded)
        {
            throw Altered(path, $"it was altered: SHA-256 {recorded.Short} was recorded, it is {found.Short}.");
        }
    }

    private static InputException Altered(string path, string problem) => new(
        path,
        problem,
        "Put the saved training state back as it was, or delete its folder: training resumes from the state before it, or from the start.");
}
