using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.MoE;

/// <summary>A case with its tensors, and the models and methods made from them.</summary>
internal sealed class MoECase(JsonElement item, string folder, Func<string, IMitigationMethod> methods) : IDisposable
{
    private const string OriginalExpert = "original_expert.";

    private readonly GoldenTensors file = new(Path.Combine(folder, item.Text("file")));
    private readonly string group = $"{item.Text("tensors")}/";

    public JsonElement Fields => item;

    public string Name => CaseFile.NameOf(item);

    public bool IsPublished => item.Text("variant") == "as-published";

    /// <summary>True if the case describes the model in evaluation mode.</summary>
    public bool IsEvaluation => IsPublished && item.GetProperty("training_mode").ValueKind == JsonValueKind.Null;

    /// <summary>Names of the tensors added by the method.</summary>
    public IReadOnlyList<string> Added =>
    [
        .. file.Names
            .Where(name => name.StartsWith(group, StringComparison.Ordinal))
            .Select(name => name[group.Length..])
            .Where(name => name.Split('.')[0] is "tuned_expert" or "router"),
    ];

    /// <summary>A tensor of the file by its full name.</summary>
    public Tensor this[string name] => file[name];

    public bool Has(string name) => file.Has(name);

    /// <summary>x [B, T, D], requiring gradients.</summary>
    public Tensor HiddenStates() => file[$"{group}hidden_states"].requires_grad_(true);

    public Tensor UpstreamGradient() => file[$"{group}upstream_gradient"];

    /// <summary>Weights of the original expert.</summary>
    public Tensor Original(string projection) => file[$"{group}{OriginalExpert}{projection}.weight"];

    /// <summary>The settings described by the case.</summary>
    public JsonObject Settings()
    {
        if (!IsPublished)
        {
            return new JsonObject { ["routing"] = item.Text("mode") };
        }

        var topK = item.GetProperty("top_k").GetInt32();
        return IsEvaluation
            ? new JsonObject { ["routing"] = "as-published", ["evaluation_top_k"] = topK }
            : new JsonObject
            {
                ["routing"] = "as-published",
                ["training_mode"] = item.Text("training_mode").Replace('_', '-'),
                ["top_k"] = topK,
            };
    }

    /// <summary>The method on a model, with the file's experts and router; reloaded for a case in evaluation mode.</summary>
    public PreparedMoE Prepare(IMultimodalModel model, JsonObject settings)
    {
        var prepared = new PreparedMoE(methods, model, settings);
        prepared.Fill(Added.Select(name => (name, file[group + name])));
        if (IsEvaluation)
        {
            prepared.Reload();
        }

        return prepared;
    }

    public void Dispose() => file.Dispose();
}
