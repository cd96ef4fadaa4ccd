using System.Text.Json;

namespace LmmCl.Fidelity.Suites.Training;

/// <summary>The expected record of one optimiser step.</summary>
internal sealed record TrainingLogEntry(int Step, double LearningRate, double Loss, double GradientNorm, long LabelTokens)
{
    public static TrainingLogEntry Of(JsonElement json) => new(
        json.GetProperty("step").GetInt32(),
        json.GetProperty("lr").GetDouble(),
        json.GetProperty("loss").GetDouble(),
        json.GetProperty("grad_norm").GetDouble(),
        json.GetProperty("label_tokens").GetInt64());
}
