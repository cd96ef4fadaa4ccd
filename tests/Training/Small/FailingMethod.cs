using LmmCl.Abstractions;

namespace LmmCl.Training.Tests.Small;

/// <summary>Trains everything, and writes its own state so many times before writing fails.</summary>
internal sealed class FailingMethod(int savings, Exception failure) : IMitigationMethod
{
    private int saved;

    public MethodDescriptor Describe() => new("recipe:full", MethodContract.Version, MethodCapabilities.None, typeof(object), "none");

    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        stage.Train(Recipes.Parse("full").Select(stage.Model));
        return ValueTask.CompletedTask;
    }

    public void SaveState(string folder)
    {
        if (saved++ >= savings)
        {
            throw failure;
        }
    }
}
