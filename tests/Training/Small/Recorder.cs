using LmmCl.Training.State;

namespace LmmCl.Training.Tests.Small;

/// <summary>Keeps what it is told, and can stop the training after a step: on request, or dead, as a kill does.</summary>
internal sealed class Recorder(int? cancelAfter = null, int? diesAfter = null, Action? stepTaken = null) : ITrainingListener, IDisposable
{
    private readonly CancellationTokenSource source = new();

    public List<TrainingProgress> Steps { get; } = [];

    public List<SavedState> States { get; } = [];

    public CancellationToken Token => source.Token;

    public void StepTaken(TrainingProgress progress)
    {
        Steps.Add(progress);
        stepTaken?.Invoke();
        if (progress.Point.Step == diesAfter)
        {
            throw new PowerFailure();
        }

        if (progress.Point.Step == cancelAfter)
        {
            source.Cancel();
        }
    }

    public void StateSaved(SavedState state) => States.Add(state);

    public void Dispose() => source.Dispose();
}
