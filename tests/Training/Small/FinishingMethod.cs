using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Training.Tests.Small;

/// <summary>
/// Trains everything, counts its steps, and halves every weight once for each of them as the stage finishes. After the first weight it does
/// what it is told to: wait to be cancelled, or fail.
/// </summary>
internal sealed class FinishingMethod(Func<CancellationToken, Task>? halfway = null) : IMitigationMethod
{
    private const string Counter = "steps.txt";

    private int steps;

    public MethodDescriptor Describe() => new("finishing", MethodContract.Version, MethodCapabilities.None, typeof(object), "none");

    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        stage.Train(Recipes.Parse("full").Select(stage.Model));
        return ValueTask.CompletedTask;
    }

    public Tensor Loss(StepContext step)
    {
        steps = step.Step;
        return step.TaskLoss();
    }

    public async ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        foreach (var (index, weight) in stage.Trained.Index())
        {
            using (no_grad())
            {
                weight.Value.mul_(Numbers.Of(Math.Pow(0.5, steps)));
            }

            await (index == 0 && halfway is not null ? halfway(ct) : Task.CompletedTask);
        }
    }

    public void SaveState(string folder) => File.WriteAllText(Path.Combine(folder, Counter), $"{steps}");

    public void RestoreState(string folder) => steps = int.Parse(File.ReadAllText(Path.Combine(folder, Counter)));
}
