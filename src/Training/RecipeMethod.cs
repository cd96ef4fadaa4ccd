using LmmCl.Abstractions;

namespace LmmCl.Training;

/// <summary>Trains a recipe without a plugin, for training from scratch, where there is nothing to protect from forgetting.</summary>
public sealed class RecipeMethod(string recipe) : IMitigationMethod
{
    /// <inheritdoc/>
    public MethodDescriptor Describe() => new($"recipe:{recipe}", MethodContract.Version, MethodCapabilities.None, typeof(object), "none");

    /// <inheritdoc/>
    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        stage.Train(Recipes.Parse(recipe).Select(stage.Model));
        return ValueTask.CompletedTask;
    }
}
