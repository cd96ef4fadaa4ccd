using System.Text.Json;
using LmmCl.Events;

namespace LmmCl.Training.State;

/// <summary>
/// What a state folder holds, written last: a folder without it is an interrupted write and counts as absent.
/// Random numbers and the place in the data follow from seed and step, so the step stands for both.
/// </summary>
/// <param name="Run">Hash of everything that must be the same for a resume to end in the same weights.</param>
/// <param name="Step">Optimiser steps taken.</param>
/// <param name="LabelTokens">Labelled tokens seen so far.</param>
/// <param name="LastLoss">Loss of the last step.</param>
/// <param name="Seconds">Time spent training so far.</param>
/// <param name="MomentSteps">AdamW's count of every parameter.</param>
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

    /// <summary>The manifest of <paramref name="folder"/>; null where it is missing, unreadable, or a file is not what it says.</summary>
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
