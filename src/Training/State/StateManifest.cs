using System.Text.Json;
using LmmCl.Events;

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

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, options);
}
