using LmmCl.Training;

namespace LmmCl.TrainingStep.Bench;

/// <summary>How long each step took.</summary>
internal sealed class StepTimes : ITrainingListener
{
    private double before;

    public List<double> Seconds { get; } = [];

    public void StepTaken(TrainingProgress progress)
    {
        Seconds.Add(progress.Point.Seconds - before);
        before = progress.Point.Seconds;
    }
}
