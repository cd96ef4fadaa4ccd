using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Training.Examples;
using LmmCl.Training.Optimisation;

namespace LmmCl.Training;

/// <summary>
/// Trains a whole model from random weights on a mixture: the loop of a stage with the recipe <c>full</c>, resumable from its states.
/// </summary>
/// <param name="model">With its initial weights.</param>
/// <param name="examples">The mixture.</param>
/// <param name="options">How; <see cref="TrainingOptions.SaveEvery"/> and
/// <see cref="TrainingOptions.SaveEverySeconds"/> say how often a state is saved.</param>
public sealed class Pretraining(IMultimodalModel model, ITrainingExamples examples, TrainingOptions options)
{
    /// <summary>Trains to the end.</summary>
    /// <param name="workFolder">States for a resume.</param>
    /// <param name="listener">Told what happens.</param>
    /// <param name="ct">Cancels; the state is saved.</param>
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
