using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Checks;

/// <summary>Finds training that cannot change anything, with the arithmetic that shows it.</summary>
internal static class EffectCheck
{
    /// <summary>A step of AdamW is about as large as the rate; less than this is lost on nearly every float32 weight.</summary>
    private const double SmallestRate = 1e-12;

    private static readonly ParameterRole[] seesPictures = [ParameterRole.VisionTower, ParameterRole.Projector, ParameterRole.ImageNewline];

    /// <summary>Returns the error if trained parameters could never change; null if each has a rate and can have a gradient.</summary>
    /// <param name="options">Training options.</param>
    /// <param name="trained">The parameters that the method trains.</param>
    /// <param name="skill">The skill, for the message.</param>
    /// <param name="pictures">True if a record of the skill has a picture.</param>
    public static InputException? OfParameters(
        TrainingOptions options, IReadOnlyList<ModelParameter> trained, string skill, bool pictures)
    {
        if (trained.FirstOrDefault(parameter => options.RateOf(parameter.Role) < SmallestRate) is { } still)
        {
            var (rate, place) = (options.RateOf(still.Role), $"training.{FieldOf(options, still.Role)}");
            return rate > 0
                ? new(
                    place,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"it is {rate}: a step is about as large as the rate, and {still.Name} would keep its values at less than "
                            + $"{SmallestRate}."),
                    "Raise it; usual rates are 1e-6 to 1e-3.")
                : new(
                    place,
                    $"it is 0, and {trained.Count(parameter => parameter.Role == still.Role)} tensors of the {still.Role} would train at "
                        + $"it, {still.Name} among them: they would not change.",
                    "Give a rate above 0, or a recipe that leaves them frozen.");
        }

        return !pictures && trained.Count > 0 && trained.All(parameter => seesPictures.Contains(parameter.Role))
            ? new(
                $"skill '{skill}'",
                $"none of its records has a picture, and only what reads pictures would train ({trained[0].Name} and {trained.Count - 1} "
                    + "more): no gradient can reach it.",
                "Choose a recipe that trains the language model, or give the records pictures.")
            : null;
    }

    /// <summary>The field that the rate of a role comes from.</summary>
    private static string FieldOf(TrainingOptions options, ParameterRole role) => role switch
    {
        ParameterRole.VisionTower when options.VisionLearningRate is not null => "vision_learning_rate",
        ParameterRole.Projector when options.ProjectorLearningRate is not null => "projector_learning_rate",
        _ => "learning_rate",
    };
}
