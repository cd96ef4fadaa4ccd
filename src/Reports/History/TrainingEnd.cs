using LmmCl.Events;

namespace LmmCl.Reports.History;

/// <summary>An early end of training and the weights that were kept, by measurements on validation data, in words.</summary>
internal static class TrainingEnd
{
    /// <summary>
    /// Returns, for example, <c>stopped early after step 40: the validation loss has not improved in 3 measurements since step 10; the
    /// weights of step 10 are kept</c>; null for a stage that ended with its last planned step and its weights.
    /// </summary>
    internal static string? Say(StageTrained trained)
    {
        string[] parts =
        [
            .. trained.StoppedEarly is { } reason ? [$"stopped early after step {trained.OptimizerSteps}: {reason}"] : (string[])[],
            .. trained.KeptStep is { } kept ? [$"the weights of step {kept} are kept"] : (string[])[],
        ];
        return parts.Length == 0 ? null : string.Join("; ", parts);
    }
}
