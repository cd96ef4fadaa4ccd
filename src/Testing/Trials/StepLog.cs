using LmmCl.Events;
using LmmCl.Training;

namespace LmmCl.Testing.Trials;

/// <summary>Records the loss of every step, and can cancel the stage at a step.</summary>
/// <param name="cancelAfter">The step to cancel after, 0 for before the first; null for never.</param>
/// <param name="taken">Called after every step.</param>
internal sealed class StepLog(int? cancelAfter = null, Action? taken = null) : ITrainingListener, IDisposable
{
    private readonly CancellationTokenSource source = new();

    public List<double> Losses { get; } = [];

    public CancellationToken Token => source.Token;

    public void Selected(IReadOnlyList<RoleCount> roles) => CancelAfter(0);

    public void StepTaken(TrainingProgress progress)
    {
        Losses.Add(progress.Point.Loss);
        taken?.Invoke();
        CancelAfter(progress.Point.Step);
    }

    public void Dispose() => source.Dispose();

    private void CancelAfter(int step)
    {
        if (step == cancelAfter)
        {
            source.Cancel();
        }
    }
}
