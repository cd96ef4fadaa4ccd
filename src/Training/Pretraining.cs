using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Training.Examples;
using LmmCl.Training.Optimisation;

namespace LmmCl.Training;

/// <summary>
/// Trains a whole model from random weights on a mixture, using the stage training loop with the recipe <c>full</c>. Resumable from its
/// saved states.
/// </summary>
/// <param name="model">The model with its initial weights.</param>
/// <param name="examples">The training mixture.</param>
/// <param name="options">
/// Training options; <see cref="TrainingOptions.SaveEvery"/> and <see cref="TrainingOptions.SaveEverySeconds"/> set the interval between
/// saved states.
/// </param>
public sealed class Pretraining(IMultimodalModel model, ITrainingExamples examples, TrainingOptions options)
{
    /// <summary>Trains to completion.</summary>
    /// <param name="workFolder">Folder for resumable states.</param>
    /// <param name="listener">Receives progress.</param>
    /// <param name="ct">Cancels training; the state is saved.</param>
    public Task<TrainingOutcome> RunAsync(string workFolder, ITrainingListener? listener = null, CancellationToken ct = default)
    {
        var stage = new StageContext
        {
            Number = 1,
            Skill = "pretraining",
            Model = model,
            Seed = options.Seed,
            BoundSettings = new object(),
            WorkFolder = workFolder,
            StateFolder = Path.Combine(workFolder, "method"),
            Files = new SafetensorsFiles(),
        };
        var trainer = new StageTrainer(new RecipeMethod("full"), stage, examples, options);
        return trainer.RunAsync(Path.Combine(workFolder, "state"), listener, ct);
    }
}
