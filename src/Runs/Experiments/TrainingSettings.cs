using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Experiments;

/// <summary>Binds the training options of an experiment, a sweep or one of its methods, with those of validation inside them.</summary>
internal static class TrainingSettings
{
    private const string Validation = "validation";

    /// <summary>Binds and validates the options.</summary>
    /// <param name="values">The values; null for the defaults.</param>
    /// <param name="place">File and field, for messages.</param>
    /// <exception cref="InputException">A key is unknown, or a value has the wrong type or is out of range.</exception>
    public static TrainingOptions Bind(JsonObject? values, string place)
    {
        var own = values?.DeepClone().AsObject() ?? [];
        var validation = own[Validation];
        own.Remove(Validation);
        var options = (TrainingOptions)MethodSettings.Bind(typeof(TrainingOptions), own, place);
        return validation switch
        {
            null => options,
            JsonObject inner => options with
            {
                Validation = (ValidationOptions)MethodSettings.Bind(typeof(ValidationOptions), inner, $"{place}.{Validation}"),
            },
            _ => throw new InputException(
                $"{place}.{Validation}", "keys with values are expected here.", "Write, for example, { share: 0.1, every: 50 }."),
        };
    }
}
