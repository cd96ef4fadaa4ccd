using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Writes the adapter that a stage trained as a folder of PEFT, without the model.</summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Folder">The folder to create.</param>
internal sealed record ExportAdapter(ExperimentPlan Plan, StageId Stage, string Folder) : IRequest<int>;

/// <summary>Copies the stage's adapter and names its base model; returns the number of its tensors.</summary>
internal sealed class ExportAdapterHandler(IEventLog log) : IRequestHandler<ExportAdapter, int>
{
    private const string ConfigFile = "adapter_config.json";
    private const string TensorFile = "adapter_model.safetensors";

    private static readonly JsonSerializerOptions indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    /// <exception cref="InputException">
    /// The folder exists, or the stage has no adapter, or one that fits no model alone, or the history was altered.
    /// </exception>
    public async Task<int> Handle(ExportAdapter request, CancellationToken cancellationToken)
    {
        var (plan, stage) = (request.Plan, request.Stage);
        var journal = await ExperimentJournal.OpenAsync(log, plan.Spec.Experiment, cancellationToken);
        plan.RefuseOtherSpec(
            journal.Progress.Begun ?? throw new InputException($"experiment '{plan.Spec.Experiment}'", "has not begun.", "Run it first."));
        var source = plan.Folder.MethodState(stage);
        var hasAdapter = stage != StageId.Base && File.Exists(Path.Combine(source, ConfigFile));
        if (!hasAdapter || journal.Progress[stage].Checkpoint is not { } checkpoint)
        {
            throw new InputException(
                $"stage {stage}", $"'{plan.Spec.Experiment}' has no adapter of it.", "LoRA writes one in each stage that it trained.");
        }

        if (Directory.GetDirectories(source).Length > 0)
        {
            throw new InputException(
                $"stage {stage}",
                "its model has the adapters of earlier stages as well.",
                "Export the model with --hf, which keeps them all.");
        }

        // Only what the checkpoint's manifest covers is copied.
        var files = Evidence.Of(checkpoint).FilesToCopy(plan.Folder.Root);
        string Covered(string name) => files.Contains(Path.Combine(source, name))
            ? Path.Combine(source, name)
            : throw new InputException(Path.Combine(source, name), "the checkpoint's manifest does not list it.");
        var config = JsonNode.Parse(TextFile.ReadBytes(Covered(ConfigFile)).Span)!.AsObject();
        config["base_model_name_or_path"] = NameOf(plan.Spec.Model);
        var folder = new NewFolder(request.Folder);
        folder.Copy(Covered(TensorFile), TensorFile);
        File.WriteAllText(Path.Combine(folder.Partial, ConfigFile), config.ToJsonString(indented) + "\n");
        folder.Complete();
        using var tensors = SafetensorsFile.Open(Path.Combine(request.Folder, TensorFile));
        return tensors.Entries.Count;
    }

    /// <summary>The model's name on the Hugging Face Hub if its configuration has one, otherwise its path.</summary>
    private static string NameOf(string folder)
    {
        var config = JsonNode.Parse(TextFile.ReadBytes(Path.Combine(folder, "config.json")).Span) as JsonObject;
        return config?["_name_or_path"] is JsonValue name && name.TryGetValue<string>(out var text) && text.Length > 0
            ? text
            : Path.GetFullPath(folder);
    }
}
