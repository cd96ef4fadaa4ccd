using LmmCl.Training;

namespace LmmCl.Bench.TrainingStep;

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
