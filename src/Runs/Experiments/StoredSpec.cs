using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// The spec stored in an experiment's run folder, with the keys of its YAML and absolute paths. Events record what determines the outcome,
/// but not where files are; this file does, so that an experiment can be resumed by name alone.
/// </summary>
internal static class StoredSpec
{
    private static readonly JsonSerializerOptions options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        WriteIndented = true,
    };

    /// <summary>Writes a spec. A file with the same content is left untouched. Several hosts of a sweep may write it at once.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    public static void Write(RunFolder folder, ExperimentSpec spec)
    {
        var json = JsonSerializer.SerializeToNode(WithAbsolutePaths(spec, Environment.CurrentDirectory), options)!.AsObject();
        json.Remove(JsonNamingPolicy.SnakeCaseLower.ConvertName(nameof(ExperimentSpec.SettingsPlace)));
        var content = JsonSerializer.SerializeToUtf8Bytes(json, options);
        if (!File.Exists(folder.Spec) || !File.ReadAllBytes(folder.Spec).AsSpan().SequenceEqual(content))
        {
            DurableFile.WriteShared(folder.Spec, stream => stream.Write(content));
        }
    }

    /// <summary>Reads the spec of the experiment that owns the folder.</summary>
    /// <exception cref="InputException">
    /// The spec is missing, damaged, or belongs to another experiment; the message names file, field and remedy.
    /// </exception>
    public static ExperimentSpec Read(RunFolder folder)
    {
        var name = Path.GetFileName(folder.Root);
        var fix = $"'lmmcl run FILE' with the file of '{name}' writes it anew.";
        if (!File.Exists(folder.Spec))
        {
            throw new InputException(folder.Spec, "the experiment's specification is missing.", fix);
        }

        var spec = Parse(folder.Spec, fix);
        return spec.Experiment == name
            ? WithAbsolutePaths(spec, folder.Root) with { SettingsPlace = $"{folder.Spec}: settings" }
            : throw new InputException($"{folder.Spec}: experiment", $"this is the specification of '{spec.Experiment}'.", fix);
    }

    private static ExperimentSpec Parse(string path, string fix)
    {
        try
        {
            return JsonSerializer.Deserialize<ExperimentSpec>(File.ReadAllBytes(path), options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            var field = error.Path is ['$', '.', .. var inner] ? $": {inner}" : "";
            var reason = error.Message.Split(" Path:")[0];
            throw new InputException(path + field, $"this is not a specification of an experiment ({reason})", fix, error);
        }
    }

    private static ExperimentSpec WithAbsolutePaths(ExperimentSpec spec, string folder) => spec with
    {
        Model = Path.GetFullPath(spec.Model, folder),
        World = Path.GetFullPath(spec.World, folder),
        Evaluation = spec.Evaluation with
        {
            ProbeCaptions = spec.Evaluation.ProbeCaptions is { } captions ? Path.GetFullPath(captions, folder) : null,
        },
    };
}
