using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// The spec of an experiment in its run folder, with the keys of its YAML and absolute paths. Events say what decides the outcome and leave
/// out where it lies; this says where it lies, so that an experiment can be gone on with by its name alone.
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

    /// <summary>Keeps a spec. A file that says the same already is left alone.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    public static void Write(RunFolder folder, ExperimentSpec spec)
    {
        var json = JsonSerializer.SerializeToNode(WithAbsolutePaths(spec, Environment.CurrentDirectory), options)!.AsObject();
        json.Remove(JsonNamingPolicy.SnakeCaseLower.ConvertName(nameof(ExperimentSpec.SettingsPlace)));
        var content = JsonSerializer.SerializeToUtf8Bytes(json, options);
        if (!File.Exists(folder.Spec) || !File.ReadAllBytes(folder.Spec).AsSpan().SequenceEqual(content))
        {
            DurableFile.Write(folder.Spec, content);
        }
    }

    /// <summary>The spec of the experiment whose folder this is.</summary>
    /// <exception cref="InputException">It is missing, damaged, or another experiment's; the message names file, field and fix.</exception>
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
            throw new InputException(path + field, $"this is no specification of an experiment ({reason})", fix, error);
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
