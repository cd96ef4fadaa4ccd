using LmmCl.Abstractions;

namespace LmmCl.Evaluation.Forgetting;

/// <summary>All definitions that a report can print.</summary>
public static class ForgettingDefinitions
{
    /// <summary>Definitions in the order of reports.</summary>
    public static IReadOnlyList<ForgettingDefinition> All { get; } =
    [
        new(
            "learning_vs_previous",
            1,
            "Learning (vs previous stage)",
            "mean over k of a[k,t_k] - a[k-1,t_k]",
            matrix => Learning.VersusPrevious(matrix).Mean),
        new(
            "learning_vs_base",
            1,
            "Learning (vs base)",
            "mean over k of a[k,t_k] - a[0,t_k]",
            matrix => Learning.VersusBase(matrix).Mean),
        new(
            "target_forgetting",
            1,
            "Target forgetting",
            "mean over k < T of a[T,t_k] - a[k,t_k]",
            matrix => Learning.TargetForgetting(matrix).Mean),
        new(
            "target_overall",
            2,
            "Target overall",
            "mean over the different t_k of a[T,t_k] - a[0,t_k]",
            matrix => Learning.Overall(matrix).Mean),
        new(
            "heldout_change_last",
            1,
            "Held-out change (last stage)",
            "mean over b of a[T,b] - a[0,b]",
            matrix => HeldOutChange.Of(matrix).Last),
        new(
            "heldout_change_mean",
            1,
            "Held-out change (mean of stages)",
            "mean over k of mean over b of a[k,b] - a[0,b]",
            matrix => HeldOutChange.Of(matrix).Mean),
        new(
            "heldout_change_sum",
            1,
            "Held-out change (sum of stages)",
            "sum over k of mean over b of a[k,b] - a[0,b]",
            matrix => HeldOutChange.Of(matrix).Sum),
        new(
            "heldout_change_worst",
            1,
            "Held-out change (worst stage)",
            "min over k of mean over b of a[k,b] - a[0,b]",
            matrix => HeldOutChange.Of(matrix).Worst),
        new(
            "chaudhry_forgetting",
            2,
            "Forgetting (maximum minus last)",
            "mean over the different t_j, j < T, of max over l < T of a[l,t_j] - a[T,t_j]",
            matrix => ChaudhryForgetting.Of(matrix).Last),
        new(
            "backward_transfer",
            1,
            "Backward transfer",
            "mean over k < T of a[T,t_k] - a[k,t_k]",
            Transfer.Backward),
        new(
            "forward_transfer",
            1,
            "Forward transfer",
            "mean over k > 1 of a[k-1,t_k] - a[0,t_k]",
            Transfer.Forward),
        new(
            "average_accuracy",
            2,
            "Average accuracy",
            "mean over the different t_k of a[T,t_k]",
            Transfer.AverageAccuracy),
        new(
            "recovery",
            1,
            "Recovery of the held-out average (share)",
            "(A[T] - A[k*]) / (A[0] - A[k*]), A[k] = mean over b of a[k,b], k* its first minimum",
            matrix => Recovery.OfHeldOutAverage(matrix).Share),
    ];

    /// <summary>Returns the definition with an id.</summary>
    /// <exception cref="InputException">There is no such definition; near matches are suggested.</exception>
    public static ForgettingDefinition Find(string id, string place = "definition") => All.FirstOrDefault(definition => definition.Id == id)
        ?? throw new InputException(
            place, $"there is no definition '{id}'.", NearMatches.Suggest(id, All.Select(definition => definition.Id)));
}
