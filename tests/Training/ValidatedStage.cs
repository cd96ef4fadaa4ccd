using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Training.Examples;
using LmmCl.Training.Optimisation;
using LmmCl.Training.Tests.Small;
using LmmCl.Training.Validation;

namespace LmmCl.Training.Tests;

/// <summary>A stage over the small model that is measured on other examples than it trains on.</summary>
internal static class ValidatedStage
{
    /// <summary>Forty steps, at a rate at which the validation loss falls and rises again.</summary>
    public static readonly TrainingOptions Options = SmallStage.Options with { LearningRate = 0.05, Epochs = 10, WarmupRatio = 0 };

    /// <summary>The options with measurements.</summary>
    public static TrainingOptions With(ValidationOptions validation) => Options with { Validation = validation };

    /// <summary>Trains to the end; returns the outcome and the hash of the weights.</summary>
    public static async Task<(TrainingOutcome Outcome, string Hash)> TrainAsync(
        TrainingOptions options,
        string? states = null,
        ITrainingListener? listener = null,
        CancellationToken ct = default,
        Func<CancellationToken, double>? score = null,
        IMitigationMethod? method = null)
    {
        using var model = new SmallModel();
        var trainer = new StageTrainer(method ?? new RecipeMethod("full"), SmallStage.Of(model), new SmallExamples(20, pictures: false), options)
        {
            Validation = options.Validation is null ? null : new ValidationSet(new Shifted(), score),
        };
        var outcome = await trainer.RunAsync(states, listener, ct);
        return (outcome, SmallStage.HashOf(model));
    }

    /// <summary>Examples that the stage does not train on.</summary>
    private sealed class Shifted : ITrainingExamples
    {
        private const int First = 20;
        private readonly SmallExamples examples = new(First + 7, pictures: false);

        public int Count => 7;

        public int Length(int example) => examples.Length(First + example);

        public int LabelTokens(int example) => examples.LabelTokens(First + example);

        public MultimodalBatch Collate(IReadOnlyList<int> examples) => this.examples.Collate([.. examples.Select(example => First + example)]);
    }
}
