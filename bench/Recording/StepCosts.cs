using LmmCl.Events;

namespace LmmCl.Recording.Bench;

/// <summary>What was recorded between two steps, as time.</summary>
/// <param name="Seconds">How much longer the step took before which it was recorded.</param>
/// <param name="Step">What the steps around it took, at which nothing was recorded: their median, in seconds.</param>
/// <param name="Steps">Steps whose points were recorded.</param>
/// <param name="Saved">Whether a state was saved too. How often that is, is the user's choice: every ten minutes unless said.</param>
internal readonly record struct Cost(double Seconds, double Step, int Steps, bool Saved)
{
    /// <summary>Part of the training time of these steps.</summary>
    internal double Share => Seconds / (Step * Steps);
}

/// <summary>
/// Compares steps of one run, a few seconds apart: training stands still while events are made safe, so the step after them is longer than
/// its neighbours by what recording costs.
/// </summary>
/// <param name="Recordings">Points of training alone.</param>
/// <param name="Savings">A state saved to disk, and recorded.</param>
internal sealed record StepCosts(IReadOnlyList<Cost> Recordings, IReadOnlyList<Cost> Savings)
{
    private const int Neighbours = 12;

    /// <summary>Steps that are not counted: until the runtime has compiled the code for good.</summary>
    private const int WarmUp = 40;

    internal static StepCosts Of(IReadOnlyList<IExperimentEvent> history)
    {
        var events = history.OfType<TrainingProgressed>().ToList();
        var seconds = events.SelectMany(progress => progress.Points).ToDictionary(point => point.Step, point => point.Seconds);
        var recorded = events.ToDictionary(progress => progress.Points[^1].Step, progress => progress.Points.Count);
        var saved = history.OfType<StateSaved>().Select(state => state.Step).ToHashSet();

        double Took(int step) => seconds[step] - seconds[step - 1];

        Cost CostAfter(int step)
        {
            var around = Enumerable.Range(step + 1 - Neighbours, (2 * Neighbours) + 1)
                .Where(other => other != step + 1 && other > 1 && seconds.ContainsKey(other) && !recorded.ContainsKey(other - 1))
                .Select(Took).Order().ToList();
            var usual = around[around.Count / 2];
            return new(Took(step + 1) - usual, usual, recorded[step], saved.Contains(step));
        }

        var places = recorded.Keys.Where(step => step > WarmUp && seconds.ContainsKey(step + 1));
        var costs = places.Select(CostAfter).ToLookup(cost => cost.Saved);
        return new([.. costs[false]], [.. costs[true]]);
    }
}
