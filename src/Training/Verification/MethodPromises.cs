using LmmCl.Abstractions;

namespace LmmCl.Training.Verification;

/// <summary>Checks a method's actions during preparation against its declared capabilities.</summary>
internal static class MethodPromises
{
    /// <exception cref="InvalidOperationException">The method exceeds its declared capabilities, or nothing trains.</exception>
    public static void Check(MethodDescriptor method, StageContext stage)
    {
        Require(stage.Trained.Count > 0, method, "chose nothing to train");
        Require(
            method.Capabilities.HasFlag(MethodCapabilities.AddsParameters)
                || stage.Trained.All(parameter => parameter.Role != ParameterRole.Added),
            method,
            $"trains added parameters but does not declare {MethodCapabilities.AddsParameters}");
        Require(
            method.Capabilities.HasFlag(MethodCapabilities.MergesWeights) || stage.Merged.Count == 0,
            method,
            $"merges into weights but does not declare {MethodCapabilities.MergesWeights}");
    }

    private static void Require(bool kept, MethodDescriptor method, string otherwise)
    {
        if (!kept)
        {
            throw new InvalidOperationException($"{method.Id} {otherwise}.");
        }
    }
}
